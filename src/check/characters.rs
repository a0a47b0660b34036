//! Characters that a machine elsewhere may lack or show as another one.

use std::collections::BTreeMap;

use super::reading::{Piece, offset};
use super::{Code, Found};

/// 通用规范汉字表 (2013), 8,105 characters; the recipe of the faces has the same list.
const TABLE: &str = include_str!("tgh8105.txt");

/// The Han characters of a text, each with its first place and how often it comes.
#[derive(Debug, Default)]
pub(super) struct Characters {
    seen: BTreeMap<char, (u32, usize)>,
    /// Those of the commonest block, by their code point: most of any text.
    common: Vec<(u32, u32)>,
}

impl Characters {
    pub(super) fn read(&mut self, piece: &Piece) {
        if self.common.is_empty() {
            self.common = vec![(0, 0); 0x5200];
        }
        for here in &piece.chars {
            let code = u32::from(here.c);
            if let Some(slot) = code.checked_sub(0x4E00).and_then(|i| self.common.get_mut(i as usize)) {
                if slot.1 == 0 {
                    slot.0 = here.at;
                }
                slot.1 = slot.1.saturating_add(1);
            } else if is_watched(here.c) {
                self.seen.entry(here.c).or_insert((here.at, 0)).1 += 1;
            }
        }
    }

    pub(super) fn end(self, out: &mut Found) {
        let table = Table::new();
        let common = self.common.iter().enumerate().filter(|(_, slot)| slot.1 > 0).filter_map(|(i, slot)| {
            Some((char::from_u32(0x4E00 + u32::try_from(i).ok()?)?, (slot.0, slot.1 as usize)))
        });
        let all: Vec<(char, (u32, usize))> = common.chain(self.seen).collect();
        let mut outside = Vec::new();
        let (mut han, mut strange) = (0, 0);
        for (c, (at, count)) in all {
            let place = (at, at + offset(c.len_utf8()));
            let code = format!("U+{:04X}", u32::from(c));
            if is_private(c) {
                out.at(Code::PrivateUse, place.0, place.1, vec![c.to_string(), code]);
            } else if let Some(usual) = usual(c) {
                out.at(Code::Compatibility, place.0, place.1, vec![c.to_string(), code, usual.to_string()]);
            } else if is_ideograph(c) {
                han += count;
                if !table.has(c) {
                    strange += count;
                    outside.push((place, vec![c.to_string(), code]));
                }
            }
        }
        // A text in traditional or classical characters is another matter altogether.
        if strange * SIMPLIFIED <= han {
            for ((start, end), details) in outside {
                out.at(Code::OutsideTable, start, end, details);
            }
        }
    }
}

/// In a text of simplified characters at most one of so many is outside the table.
const SIMPLIFIED: usize = 25;

fn is_watched(c: char) -> bool {
    is_private(c)
        || is_ideograph(c)
        || matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// A unified ideograph. Twelve of them stand in the block of compatibility characters.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2F7FF}' | '\u{2FA20}'..='\u{3FFFD}')
        || UNIFIED.contains(&c)
}

const UNIFIED: [char; 12] = [
    '\u{FA0E}', '\u{FA0F}', '\u{FA11}', '\u{FA13}', '\u{FA14}', '\u{FA1F}', '\u{FA21}', '\u{FA23}', '\u{FA24}',
    '\u{FA27}', '\u{FA28}', '\u{FA29}',
];

/// The character that a compatibility or radical character stands for (Unicode: its compatibility
/// decomposition, UAX #15).
fn usual(c: char) -> Option<char> {
    let index = |block: &'static str, first: u32| block.chars().nth((u32::from(c).checked_sub(first)?) as usize);
    match c {
        '\u{2F00}'..='\u{2FD5}' => index(RADICALS, 0x2F00),
        '\u{F900}'..='\u{FAFF}' if !UNIFIED.contains(&c) => compatibility(c),
        '\u{2F800}'..='\u{2FA1F}' => compatibility(c),
        _ => None,
    }
}

/// The ideograph of each Kangxi radical, U+2F00 to U+2FD5.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生\
用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

fn compatibility(c: char) -> Option<char> {
    let code = u32::from(c);
    let (first, of) = if code < 0x10000 { (0xF900, COMPATIBILITY) } else { (0x2F800, SUPPLEMENT) };
    of.chars().filter(|c| *c != '\n').nth((code - first) as usize).filter(|u| *u != '　')
}

/// The ideographs of U+F900 to U+FAD9; an ideographic space where there is none.
const COMPATIBILITY: &str = "豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北\
磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉\
杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀　　塚　晴　　凞猪益礼神祥福靖精羽　蘒　諸　　逸都　　　飯飼\
館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵𤋮舘　　並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒\
敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎";

/// The ideographs of U+2F800 to U+2FA1D.
const SUPPLEMENT: &str = "丽丸乁𠄢你侮侻倂偺備僧像㒞𠘺免兔兤具𠔜㒹內再𠕋冗冤仌冬况𩇟凵刃㓟刻剆割剷㔕勇勉勤勺包匆北卉卑博即卽卿卿卿𠨬灰及叟𠭣叫叱吆咞吸呈周咢哶唐啓啣善善喙喫喳嗂圖嘆圗噑噴切壮城埴堍型堲報墬𡓤売壷夆多夢奢𡚨𡛪姬娛\
娧姘婦㛮㛼嬈嬾嬾𡧈寃寘寧寳𡬘寿将当尢㞁屠屮峀岍𡷤嵃𡷦嵮嵫嵼巡巢㠯巽帨帽幩㡢𢆃㡼庰庳庶廊𪎒廾𢌱𢌱舁弢弢㣇𣊸𦇚形彫㣣徚忍志忹悁㤺㤜悔𢛔惇慈慌慎慌慺憎憲憤憯懞懲懶成戛扝抱拔捐𢬌挽拼捨掃揤𢯱搢揅掩㨮摩摾撝摷㩬\
敏敬𣀊旣書晉㬙暑㬈㫤冒冕最暜肭䏙朗望朡杞杓𣏃㭉柺枅桒梅𣑭梎栟椔㮝楂榣槪檨𣚣櫛㰘次𣢧歔㱎歲殟殺殻𣪍𡴋𣫺汎𣲼沿泍汧洖派海流浩浸涅𣴞洴港湮㴳滋滇𣻑淹潮𣽞𣾎濆瀹瀞瀛㶖灊災灷炭𠔥煅𤉣熜𤎫爨爵牐𤘈犀犕𤜵𤠔獺王㺬玥\
㺸㺸瑇瑜瑱璅瓊㼛甤𤰶甾𤲒異𢆟瘐𤾡𤾸𥁄㿼䀈直𥃳𥃲𥄙𥄳眞真真睊䀹瞋䁆䂖𥐝硎碌磌䃣𥘦祖𥚚𥛅福秫䄯穀穊穏𥥼𥪧𥪧竮䈂𥮫篆築䈧𥲀糒䊠糨糣紀𥾆絣䌁緇縂繅䌴𦈨𦉇䍙𦋙罺𦌾羕翺者𦓚𦔣聠𦖨聰𣍟䏕育脃䐋脾媵𦞧𦞵𣎓𣎜舁舄辞䑫芑\
芋芝劳花芳芽苦𦬼若茝荣莭茣莽菧著荓菊菌菜𦰶𦵫𦳕䔫蓱蓳蔖𧏊蕤𦼬䕝䕡𦾱𧃒䕫虐虜虧虩蚩蚈蜎蛢蝹蜨蝫螆䗗蟡蠁䗹衠衣𧙧裗裞䘵裺㒻𧢮𧥦䚾䛇誠諭變豕𧲨貫賁贛起𧼯𠠄跋趼跰𠣞軔輸𨗒𨗭邔郱鄑𨜮鄛鈸鋗鋘鉼鏹鐕𨯺開䦕閷𨵷䧦雃\
嶲霣𩅅𩈚䩮䩶韠𩐊䪲𩒖頋頋頩𩖶飢䬳餩馧駂駾䯎𩬰鬒鱀鳽䳎䳭鵧𪃎䳸𪄅𪈎𪊑麻䵖黹黾鼅鼏鼖鼻𪘀";

/// The table as a set.
pub(super) struct Table {
    bits: Vec<u64>,
    rare: Vec<char>,
}

impl Table {
    pub(super) fn new() -> Self {
        let mut table = Self { bits: vec![0; 0x10000 / 64], rare: Vec::new() };
        for c in TABLE.chars().filter(|c| !c.is_whitespace()) {
            match table.bits.get_mut(u32::from(c) as usize / 64) {
                Some(word) => *word |= 1 << (u32::from(c) % 64),
                None => table.rare.push(c),
            }
        }
        table.rare.sort_unstable();
        table
    }

    pub(super) fn has(&self, c: char) -> bool {
        match self.bits.get(u32::from(c) as usize / 64) {
            Some(word) => word >> (u32::from(c) % 64) & 1 == 1,
            None => self.rare.binary_search(&c).is_ok(),
        }
    }

    /// The least implementation level of GB 18030-2022 (clause 9) that has a Han character: 1 has
    /// the double-byte ideographs, Extension A as far as U+4DB5 and U+9FA6–U+9FEF; 2 adds the 196 of
    /// 通用规范汉字表 beyond them; 3 has all that the standard codes.
    pub(super) fn level(&self, c: char) -> Option<u8> {
        match c {
            '\u{4E00}'..='\u{9FEF}' | '\u{3400}'..='\u{4DB5}' => Some(1),
            // The ideographs of GBK in the block of compatibility characters.
            '\u{F92C}'
            | '\u{F979}'
            | '\u{F995}'
            | '\u{F9E7}'
            | '\u{F9F1}'
            | '\u{FA0C}'..='\u{FA0F}'
            | '\u{FA11}'
            | '\u{FA13}'
            | '\u{FA14}'
            | '\u{FA18}'
            | '\u{FA1F}'..='\u{FA21}'
            | '\u{FA23}'
            | '\u{FA24}'
            | '\u{FA27}'..='\u{FA29}' => Some(1),
            c if self.has(c) => Some(2),
            c if is_ideograph(c)
                || matches!(c, '\u{2F00}'..='\u{2FD5}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}') =>
            {
                Some(3)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_what_the_standard_counts() {
        let all: Vec<char> = TABLE.chars().filter(|c| !c.is_whitespace()).collect();
        let table = Table::new();
        assert_eq!(all.len(), 8105);
        assert_eq!(TABLE, std::fs::read_to_string("fonts/recipe/tgh8105.txt").expect("the list of the faces"));
        assert!(all.iter().all(|c| table.has(*c)));
        assert_eq!(all.iter().filter(|c| table.level(**c) == Some(2)).count(), 196);
        assert_eq!(
            ['羣', '龦', '𠅤', '𠮷'].map(|c| (table.has(c), table.level(c))),
            [(false, Some(1)), (false, Some(1)), (true, Some(2)), (false, Some(3)),]
        );
    }

    #[test]
    fn compatibility_characters_have_their_usual_form() {
        assert_eq!(
            ['⼈', '\u{F900}', '\u{FAD9}', '\u{2F800}', '\u{2FA1D}'].map(usual),
            [Some('人'), Some('豈'), Some('龎'), Some('丽'), Some('𪘀')]
        );
        assert_eq!(['人', '\u{FA0E}'].map(usual), [None, None]);
    }
}
