//! Traditional characters as the Simplified ones that the word lists are written in.
//!
//! Only characters that occur in a word list are here: this is for recognising words,
//! never for the text itself. Both of a pair have three bytes in UTF-8, so a place in the
//! one is a place in the other.

use std::sync::LazyLock;

/// Traditional characters, in the order of their code points.
const TRADITIONAL: &str = "\
並佈來係個們倫偉傑傳僅僑價億優儲兒內兩刪則創劃劉動務勞勳區厲參叢吳呂員問啟喬單嚴\
國圍園圖團執報場婁媽孫學宮實審寫將專對導屬帥師幾廠廳張強後從復徵愛慶應戰戶據攝敘\
於時書會東條楊業榮構樂樓標機檔檢權欒歐歡歲決沒湯準溫滿潔為無營爺獎獻環產畝畢當發\
監盤盧眾禮稅稱竇節範簡簽紀級細終組結絕絡給統經維綱網線編練縣總繆羅義習聞聯聲聶聽\
臺與舉荊華萬葉蓋蔣藍藝藥藺蘆蘇蘭處號術衛補裝製覆見規視親觀訂計記設許訴註詞詩話認\
語說課調談請論諶諸謀謂講謝證識譚譯議護讀讓財責買費貿賀賈賓賢質賬賴贊趙車軍載輯輸\
轉辦辭辯農這連進運過達遲選遺還邊鄉鄒鄔鄧鄭鄺釋銀錄錢錯鍵鍾鎮鐘長門閆閉開間閔閣閱\
關闞陳陸陽隊際隨險雲電靜鞏韋韓頁項須頒領頭題額顏類顧飛館饒馬馮駱駿體魯鮑鳳麗麥黃\
點黨齊龍龐龔";

/// Their counterparts, in the same order.
const SIMPLIFIED: &str = "\
并布来系个们伦伟杰传仅侨价亿优储儿内两删则创划刘动务劳勋区厉参丛吴吕员问启乔单严\
国围园图团执报场娄妈孙学宫实审写将专对导属帅师几厂厅张强后从复征爱庆应战户据摄叙\
于时书会东条杨业荣构乐楼标机档检权栾欧欢岁决没汤准温满洁为无营爷奖献环产亩毕当发\
监盘卢众礼税称窦节范简签纪级细终组结绝络给统经维纲网线编练县总缪罗义习闻联声聂听\
台与举荆华万叶盖蒋蓝艺药蔺芦苏兰处号术卫补装制复见规视亲观订计记设许诉注词诗话认\
语说课调谈请论谌诸谋谓讲谢证识谭译议护读让财责买费贸贺贾宾贤质账赖赞赵车军载辑输\
转办辞辩农这连进运过达迟选遗还边乡邹邬邓郑邝释银录钱错键钟镇钟长门闫闭开间闵阁阅\
关阚陈陆阳队际随险云电静巩韦韩页项须颁领头题额颜类顾飞馆饶马冯骆骏体鲁鲍凤丽麦黄\
点党齐龙庞龚";

/// Pairs to search in.
static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| TRADITIONAL.chars().zip(SIMPLIFIED.chars()).collect());

/// The text in Simplified characters, as far as the word lists need; none when it is so already.
pub(super) fn simplified(text: &str) -> Option<String> {
    text.chars().any(|c| counterpart(c).is_some()).then(|| text.chars().map(|c| counterpart(c).unwrap_or(c)).collect())
}

fn counterpart(c: char) -> Option<char> {
    if !('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return None;
    }
    PAIRS.binary_search_by_key(&c, |pair| pair.0).ok().map(|at| PAIRS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_in_order_and_of_one_length() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        assert!(PAIRS.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(PAIRS.iter().all(|(a, b)| a.len_utf8() == b.len_utf8()));
        assert_eq!(simplified("各位來賓").as_deref(), Some("各位来宾"));
        assert_eq!(simplified("各位来宾"), None);
    }
}
