//! What a careful reader sees in a plain text.
//!
//! Each case shows a rule and, right below it, a text that looks alike and is
//! something else. `{p}` stands for a paragraph of text.

#![allow(clippy::expect_used, reason = "a test may stop at what it cannot go on without")]

use wenyin::model::{Block, Document, Run, RunRole, Text};

/// A rule with its example and its counter-example.
struct Case {
    rule: &'static str,
    text: &'static str,
    /// Lines of the outline that must be there.
    has: &'static [&'static str],
    counter: &'static str,
    /// Lines of the outline that must not be there.
    lacks: &'static [&'static str],
}

const fn case(
    rule: &'static str,
    text: &'static str,
    has: &'static [&'static str],
    counter: &'static str,
    lacks: &'static [&'static str],
) -> Case {
    Case { rule, text, has, counter, lacks }
}

const PARAGRAPH: &str = "春天到了，厂里的同志们都忙了起来，大家白天检修机器，晚上学习图纸，谁也不肯落在别人后面。";

#[rustfmt::skip]
const CASES: &[Case] = &[
    // The title block.
    case("a short first line is the title", "在春耕动员会上的讲话\n同志们：\n{p}", &["title 在春耕动员会上的讲话"], "{p}\n{p}", &["title 春天"]),
    case("a title of two lines", "同心协力修水渠\n实干苦干迎丰收\n——在水利工地上的讲话\n同志们：\n{p}", &["title 同心协力修水渠", "title 实干苦干迎丰收"], "同心协力修水渠\n今天天气很好\n{p}\n{p}", &["title 今天天气很好"]),
    case("a dash opens the subtitle", "读书的乐趣\n——在图书馆开馆仪式上的致辞\n{p}", &["subtitle ——在图书馆开馆仪式上的致辞"], "读书的乐趣\n{p}\n——这是第一点收获。\n{p}", &["subtitle ——这是第一点收获。"]),
    case("an office and a name are the speaker", "工作报告\n校长　周小梅\n各位代表：\n{p}", &["speaker 校长　周小梅"], "工作报告\n总体情况\n{p}\n{p}", &["speaker 总体情况"]),
    case("a name in a variant form, spaced out", "工作报告\n校长　葛\u{E0100}　　明\n各位代表：\n{p}", &["speaker 校长　葛\u{E0100}　　明"], "工作报告\n校长　范\u{E0100}围\n{p}\n{p}", &["speaker 校长　范\u{E0100}围"]),
    case("an office and a name without a space", "工作报告\n县长陈大山\n各位代表：\n{p}", &["speaker 县长陈大山"], "工作报告\n县长很忙\n{p}\n{p}", &["speaker 县长很忙"]),
    case("a name alone is the speaker", "回忆我的老师\n赵小川\n{p}\n{p}", &["speaker 赵小川"], "技术标准\n范围\n{p}\n{p}", &["speaker 范围"]),
    case("a label names the speaker", "谈谈读书\n主讲人：何小雨\n各位同学：\n{p}", &["speaker 主讲人：何小雨"], "谈谈读书\n注意事项：何小雨昨天提了三条意见，请大家记住。\n{p}", &["speaker 注意事项"]),
    case("a date in brackets", "开学典礼致辞\n（2023年9月1日）\n同学们：\n{p}", &["date （2023年9月1日）"], "开学典礼致辞\n（2023年9月1日的记录）\n{p}\n{p}", &["date （2023年9月1日的记录）"]),
    case("a date in Han numerals", "告全厂职工书\n一九五一年三月\n{p}\n{p}", &["date 一九五一年三月"], "告全厂职工书\n一九五一年三月是难忘的\n{p}\n{p}", &["date 一九五一年三月是难忘的"]),
    case("date before speaker", "年终总结\n2022年12月30日\n厂长　马小兵\n同志们：\n{p}", &["date 2022年12月30日", "speaker 厂长　马小兵"], "年终总结\n{p}\n2022年12月30日开会。\n{p}", &["date 2022年12月30日开会。"]),
    case("a source line is a lead-in", "新华社 2021-03-05 09:30\n工作报告\n各位代表：\n{p}", &["preamble 新华社 2021-03-05 09:30", "title 工作报告"], "新华书店的故事\n{p}\n{p}", &["preamble 新华书店的故事"]),
    case("an editor's note below the title", "我与水库\n【导读】本文写于水库竣工之时。\n{p}", &["preamble 【导读】本文写于水库竣工之时。"], "我与水库\n【注意】水深危险。\n{p}", &["preamble 【注意】水深危险。"]),
    case("a paragraph before the salutation is a lead-in", "在座谈会上的发言\n昨天下午，厂里召开了青年职工座谈会，下面是会上的发言，已经本人看过，略有删改，现在印发给大家。\n同志们：\n{p}", &["preamble 昨天下午", "salutation 同志们："], "在座谈会上的发言\n{p}\n{p}\n{p}\n同志们：\n{p}", &["preamble 春天"]),
    case("the history of a rule below its title", "渔港管理办法\n2020年5月1日 县人民政府第3次会议通过\n第一条 为了管好渔港，制定本办法。\n第二条 本办法自公布之日起施行。", &["preamble 2020年5月1日 县人民政府第3次会议通过"], "渔港管理办法\n2020年5月1日，渔港建成了。{p}\n{p}", &["preamble 2020年5月1日，渔港"]),
    case("a document number", "关于防汛工作的通知\n水发〔2024〕7号\n各乡镇人民政府：\n{p}", &["doc_number 水发〔2024〕7号"], "关于防汛工作的通知\n水深7号\n各乡镇人民政府：\n{p}", &["doc_number 水深7号"]),
    case("title and number on one line", "县人民政府关于防汛工作的通知水发〔2024〕7号\n各乡镇人民政府：\n{p}", &["title 县人民政府关于防汛工作的通知", "doc_number 水发〔2024〕7号"], "关于学习第7号简报的通知\n各乡镇人民政府：\n{p}", &["doc_number 第7号"]),
    case("number and recipients on one line", "关于防汛工作的通知\n水发〔2024〕7号各乡镇人民政府，县直各单位：\n{p}", &["doc_number 水发〔2024〕7号", "salutation 各乡镇人民政府，县直各单位："], "关于防汛工作的通知\n{p}\n水发〔2024〕7号文件说得很清楚：要早动手。", &["doc_number 水发"]),
    case("the title set once more", "县人民法院关于调解工作的规定\n县人民法院\n关于调解工作的规定\n法发〔2020〕2号\n{p}", &["preamble 县人民法院", "doc_number 法发〔2020〕2号"], "县人民法院关于调解工作的规定\n法官学院\n{p}\n{p}", &["preamble 法官学院"]),
    // Salutations.
    case("a salutation with a colon", "讲话\n各位老师、同学们：\n{p}", &["salutation 各位老师、同学们："], "讲话\n同志们提出了三点意见，内容如下：\n{p}", &["salutation 同志们提出"]),
    case("a salutation with an exclamation mark", "讲话\n同志们！\n{p}", &["salutation 同志们！"], "讲话\n同志们一定要加油干！\n{p}", &["salutation 同志们一定"]),
    case("a salutation with a comma", "讲话\n各位代表，\n{p}", &["salutation 各位代表，"], "讲话\n各位代表来自全县，\n{p}", &["salutation 各位代表来自"]),
    case("a greeting alone stands for it", "新年贺词\n大家好！\n{p}", &["salutation 大家好！"], "新年贺词\n好大的雪！\n{p}", &["salutation 好大的雪！"]),
    case("recipients, and what a line tells of them", "关于防汛工作的通知\n各单位：\n{p}", &["salutation 各单位："], "关于防汛工作的通知\n各乡镇：\n{p}\n一、现状\n各单位完成情况见下表：\n{p}\n二、要求\n{p}", &["call 各单位完成情况见下表：", "salutation 各单位完成情况见下表："]),
    case("a salutation run together with the text", "讲话\n各位代表：现在，我向大会作报告，请大家审议，并提出宝贵的意见和建议。\n{p}", &["salutation 各位代表：", "p 现在，我向大会"], "讲话\n我们的口号是：现在就干，干就干好，不达目的决不收兵。\n{p}", &["salutation 我们的口号"]),
    case("a salutation inside the text", "讲话\n各位代表：\n{p}\n各位代表！\n{p}", &["call 各位代表！"], "讲话\n各位代表：\n{p}\n各位代表说得好！\n{p}", &["call 各位代表说得好！"]),
    case("a text may begin with its salutation", "同志们：\n{p}\n{p}", &["salutation 同志们："], "同志们忙了一年，也该歇一歇了。\n{p}", &["salutation 同志们忙"]),
    // Headings of the first level.
    case("一、 with text below is a heading", "讲话\n{p}\n一、提高认识\n{p}\n二、落实责任\n{p}", &["h1 一、提高认识", "h1 二、落实责任"], "讲话\n{p}\n一、提高认识；\n二、落实责任；\n三、加强督查。\n{p}", &["h1 一、提高认识；", "h1 三、加强督查。"]),
    case("a heading may be a whole sentence", "讲话\n{p}\n一、安全是头等大事，必须时刻放在心上。\n{p}\n二、质量是企业生命，必须人人严格把关。\n{p}", &["h1 一、安全是头等大事，必须时刻放在心上。"], "讲话\n{p}\n一、安全是头等大事，必须时刻放在心上。\n二、质量是企业生命，必须人人严格把关。\n{p}", &["h1 一、安全是头等大事，必须时刻放在心上。"]),
    case("a heading may be two sentences", "纪要\n{p}\n一、先把账算清楚。算清楚才能管得好。\n{p}\n二、再把人用好。用好人才能办成事。\n{p}", &["h1 一、先把账算清楚。算清楚才能管得好。"], "纪要\n{p}\n一、先把账算清楚。{p}\n二、再把人用好，{p}{p}\n三、最后要检查{p}", &["h1 一、先把账算清楚。春天"]),
    case("numbered paragraphs are no headings", "要点\n一、不要急躁，要照顾到各地的不同情况，有先有后，稳步前进，不可强求一律。{p}\n二、{p}{p}\n三、{p}", &["p 一、不要急躁"], "要点\n{p}\n一、不要急躁\n{p}\n二、有先有后\n{p}", &["p 一、不要急躁"]),
    case("一 and a blank, as essays have it", "谈学习\n{p}\n一　为什么学\n{p}\n二　怎样学\n{p}", &["h1 一　为什么学"], "谈学习\n{p}\n一 个人的力量是有限的，众人拾柴火焰高，这个道理大家都懂，用不着多说。\n{p}", &["h1 一 个人"]),
    case("a number alone on a line", "随笔\n{p}\n一\n{p}\n二\n{p}", &["h1 一", "h1 二"], "随笔\n{p}\n十\n{p}", &["h1 十"]),
    case("第一章 is level 1", "管理办法\n第一章　总则\n第一条　为了管好食堂，制定本办法。\n第二章　附则\n第二条　本办法自公布之日起施行。\n第三条　本办法由总务科解释。", &["h1 第一章　总则"], "管理办法\n{p}\n第一章所说的食堂包括分厂食堂。\n{p}", &["h1 第一章所说"]),
    case("第一节 is level 2", "教程\n第一章 概说\n第一节 来历\n{p}\n第二节 用处\n{p}", &["h2 第一节 来历"], "教程\n{p}\n第一节车厢坐满了人。\n{p}", &["h2 第一节车厢"]),
    case("a quantity is no number", "讲话\n{p}\n一、二年内见成效的项目要抓紧\n{p}", &["p 一、二年内"], "讲话\n{p}\n一、一年内见成效\n{p}\n二、两年内上台阶\n{p}", &["p 一、一年内见成效"]),
    // Deeper levels.
    case("（一） on its line is level 2", "讲话\n一、任务\n（一）修路\n{p}\n（二）架桥\n{p}\n二、保障\n{p}", &["h2 （一）修路"], "讲话\n{p}\n（一）修路；\n（二）架桥；\n（三）通电。\n{p}", &["h2 （一）修路；"]),
    case("a run-in heading ends at its full stop", "讲话\n一、任务\n（一）抓好修路。{p}\n（二）抓好架桥。{p}\n二、保障\n{p}", &["r2 （一）抓好修路。"], "讲话\n{p}\n（一）{p}\n（二）{p}", &["r2 （一）春天"]),
    case("half-width brackets count as well", "讲话\n一、任务\n(一)抓好修路。{p}\n(二)抓好架桥。{p}\n二、保障\n{p}", &["r2 (一)抓好修路。"], "讲话\n{p}\n(见附表)抓好修路。{p}", &["r2 (见附表)"]),
    case("numbers may run on across sections", "意见\n一、要求\n（一）目标明确。{p}\n（二）措施有力。{p}\n二、任务\n（三）修通道路。{p}\n（四）架好桥梁。{p}", &["r2 （三）修通道路。"], "意见\n{p}\n（三）{p}\n{p}", &["r2 （三）春天"]),
    case("a whole line among run-in headings", "意见\n一、要求\n（一）指导思想。{p}\n（二）基本原则。\n坚持自愿。{p}\n（三）主要目标。{p}", &["h2 （二）基本原则。"], "意见\n一、要求\n（一）坚持自愿。\n（二）坚持互利。\n（三）坚持公开。\n二、任务\n{p}", &["h2 （二）坚持互利。"]),
    case("1. is level 3", "方案\n一、分工\n1.组织组\n{p}\n2.宣传组\n{p}\n二、要求\n{p}", &["h3 1.组织组"], "方案\n{p}\n1.5万亩水田全部插完\n{p}", &["h3 1.5万亩水田全部插完"]),
    case("1、 is level 3", "方案\n一、分工\n1、组织组\n{p}\n2、宣传组\n{p}\n二、要求\n{p}", &["h3 1、组织组"], "方案\n{p}\n1、组织组；\n2、宣传组；\n{p}", &["h3 1、组织组；"]),
    case("（1） is level 4", "方案\n一、分工\n（1）组织组\n{p}\n（2）宣传组\n{p}\n二、要求\n{p}", &["h4 （1）组织组"], "方案\n{p}\n（1998年）组织组\n{p}", &["h4 （1998年）组织组"]),
    case("1） is level 4", "方案\n一、分工\n1）组织组\n{p}\n2）宣传组\n{p}\n二、要求\n{p}", &["h4 1）组织组"], "方案\n{p}\n1）{p}\n2）{p}", &["h4 1）春天"]),
    case("long first sentences make paragraphs", "纪要\n一、账务\n1、报账要及时，{p}然后再说。{p}\n2、付款要慎重，{p}再说。{p}\n二、人员\n{p}", &["p 1、报账要及时"], "纪要\n一、账务\n1、报账要及时。{p}\n2、付款要慎重。{p}\n二、人员\n{p}", &["p 1、报账要及时。"]),
    case("a number in mid-sentence is text", "讲话\n{p}\n任务有三：一、修路，二、架桥，三、通电。\n{p}", &["p 任务有三"], "讲话\n{p}\n一、修路\n{p}\n二、架桥\n{p}", &["p 一、修路"]),
    case("an item of an article is no heading", "办法\n第一条 申请人应当：\n（一）年满十八岁\n（二）身体健康\n第二条 审批照此办理。\n第三条 本办法由总务科解释。", &["p （一）年满十八岁"], "讲话\n一、条件\n（一）年满十八岁\n{p}\n（二）身体健康\n{p}\n二、程序\n{p}", &["p （一）年满十八岁"]),
    case("a table of contents is not the text", "规划\n目录\n第一章 现状\n第二章 任务\n第一章 现状\n{p}\n第二章 任务\n{p}", &["p 第一章 现状", "h1 第一章 现状"], "规划\n第一章 现状\n{p}\n第二章 任务\n{p}", &["p 第一章 现状"]),
    case("sections without numbers", "一起欠款纠纷\n基本案情\n{p}\n裁判结果\n{p}\n典型意义\n{p}", &["h1 基本案情", "h1 典型意义"], "一起欠款纠纷\n{p}\n他笑了\n{p}\n{p}", &["h1 他笑了"]),
    case("序言 needs no companion", "公约\n序言\n{p}\n第一章 总则\n{p}", &["h1 序言"], "公约\n{p}\n序言写得好，大家都爱读。\n{p}", &["h1 序言写得好"]),
    // Labels and ordinals.
    case("第一条 is a label", "办法\n第一条　为了管好食堂，制定本办法。\n第二条　本办法自公布之日起施行。", &["o 第一条　"], "讲话\n{p}\n第一条的规定要记牢。\n{p}", &["o 第一条"]),
    case("第七条之一 is a label as a whole", "办法\n第七条　饭票实名。\n第七条之一　饭票遗失可以补办。\n第八条　本办法自公布之日起施行。", &["o 第七条之一　"], "讲话\n{p}\n第七条之外还有规定。\n{p}", &["o 第七条"]),
    case("一是 leads a sentence", "讲话\n{p}\n一是抓紧。{p}\n二是抓实。{p}", &["o 一是抓紧。"], "讲话\n{p}\n一时抓紧并不难。{p}", &["o 一时抓紧并不难。"]),
    case("首先 leads a sentence", "讲话\n{p}\n首先，要抓紧。{p}", &["o 首先，要抓紧。"], "讲话\n{p}\n首先进村的是老李。{p}", &["o 首先进村的是老李。"]),
    case("a long lead keeps its ordinal alone", "讲话\n{p}\n第一，{p}{p}", &["o 第一，"], "讲话\n{p}\n第一车间走在了前面。{p}", &["o 第一车间走在了前面。"]),
    // Verse.
    case("short lines of a measure are verse", "山村\n1978年春\n新渠引水上高坡，\n旧屋翻修燕子多。\n老汉扶犁新唱曲，\n娃娃放学晚来歌。", &["verse 新渠引水上高坡，/旧屋翻修燕子多。/老汉扶犁新唱曲，/娃娃放学晚来歌。"], "山村\n{p}\n“来了？”\n“来了。”\n{p}", &["verse “来了？”/“来了。”"]),
    case("a poem inside prose", "回忆\n{p}\n新渠引水上高坡\n旧屋翻修燕子多\n老汉扶犁新唱曲\n娃娃放学晚来歌\n{p}", &["verse 新渠引水上高坡/旧屋翻修燕子多/老汉扶犁新唱曲/娃娃放学晚来歌"], "回忆\n{p}\n下雨了。\n大家都在屋檐下面等着。\n没有人说话。\n{p}", &["verse 下雨了。/大家都在屋檐下面等着。/没有人说话。"]),
    // The end of the text.
    case("thanks are the closing", "讲话\n同志们：\n{p}\n谢谢大家！", &["closing 谢谢大家！"], "讲话\n同志们：\n{p}\n谢谢大家多年来对我的帮助和支持，我会永远记在心里，决不辜负。", &["closing 谢谢大家多年"]),
    case("cheers are the closing", "讲话\n同志们：\n{p}\n劳动万岁！\n青春万岁！", &["closing 劳动万岁！", "closing 青春万岁！"], "讲话\n同志们：\n{p}\n打倒官僚主义！", &["closing 打倒官僚主义！"]),
    case("a formula is the closing", "通知\n各科室：\n{p}\n特此通知。", &["closing 特此通知。"], "通知\n各科室：\n{p}\n特此通知的事项请各科室认真办理，不得拖延。", &["closing 特此通知的"]),
    case("signature and date", "通知\n各科室：\n{p}\n县农业局\n2024年3月1日", &["signature 县农业局", "signature_date 2024年3月1日"], "通知\n各科室：\n{p}\n开工日期定为2024年3月1日。", &["signature_date 2024年3月1日。"]),
    case("a signature glued to the last paragraph", "通知\n各科室：\n{p}　　　　县农业局\n　　　　2024年3月1日", &["signature 县农业局"], "通知\n各科室：\n{p}　　请县农业局牵头办理，其他各局都要积极配合，务必按时完成。\n　　　　2024年3月1日", &["signature 请县农业局"]),
    case("signature and date on the last line of text", "县政府关于防火的通知\n水发〔2024〕7号\n各乡镇人民政府：\n{p}县政府2024年3月1日（此件公开发布）", &["signature 县政府", "signature_date 2024年3月1日", "print_note （此件公开发布）"], "通知\n各科室：\n{p}\n会议延期到2024年3月1日（此前不再通知）", &["print_note （此前不再通知）"]),
    case("a name alone at the end", "诗一首\n{p}\n{p}\n{p}\n何小雨", &["signature 何小雨"], "诗一首\n{p}\n{p}\n{p}\n完了", &["signature 完了"]),
    case("an attachment list", "通知\n各科室：\n{p}\n附件：1. 名单\n2. 表格\n县农业局\n2024年3月1日", &["attachments 附件：1. 名单", "attachments 2. 表格"], "通知\n各科室：\n{p}\n附件里写得很清楚。\n县农业局\n2024年3月1日", &["attachments 附件里写得很清楚。"]),
    case("the attachment itself", "通知\n各科室：\n{p}\n县农业局\n2024年3月1日\n附件\n值班名单\n{p}", &["attached 附件", "signature 县农业局"], "通知\n各科室：\n{p}\n附件\n{p}\n{p}", &["attached 附件"]),
    case("copies", "通知\n各科室：\n{p}\n县农业局\n2024年3月1日\n抄送：县委办，县政府办。", &["cc 抄送：县委办，县政府办。", "signature 县农业局"], "通知\n各科室：\n{p}\n抄书也是学习。{p}", &["cc 抄书"]),
    case("the imprint", "通知\n各科室：\n{p}\n县农业局\n2024年3月1日\n县农业局办公室　2024年3月2日印发", &["print_note 县农业局办公室　2024年3月2日印发"], "通知\n各科室：\n{p}\n这本小册子已经印发", &["print_note 这本小册子已经印发"]),
    case("notes at the end", "论文\n{p}\n{p}\n------------\n注释\n〔1〕见前文。\n〔2〕同上。", &["note 〔1〕见前文。", "note 注释"], "论文\n{p}\n〔1〕见前文。\n{p}", &["note 〔1〕见前文。"]),
    // Title blocks in other orders, run together, or in the other script.
    case("a subtitle in brackets", "绿水青山看巨变\n（在全县植树节上的讲话）\n同志们：\n{p}", &["subtitle （在全县植树节上的讲话）"], "绿水青山看巨变\n（他笑着说，今年的树苗长得好。）\n{p}\n{p}", &["subtitle （他笑着说，今年的树苗长得好。）"]),
    case("title and date on one line", "在植树节上的讲话（2023年3月12日）\n同志们：\n{p}", &["title 在植树节上的讲话", "date （2023年3月12日）"], "2023年3月12日植树节\n同志们：\n{p}", &["date 2023年3月12日"]),
    case("date and speaker on one line", "在植树节上的讲话\n2023年3月12日　县长　陈大山\n同志们：\n{p}", &["date 2023年3月12日", "speaker 县长　陈大山"], "在植树节上的讲话\n2023年3月12日　县里下了一场大雪，我们照样上山。\n{p}\n{p}", &["date 2023年3月12日"]),
    case("speaker and date on one line", "在植树节上的讲话\n县长　陈大山（2023年3月12日）\n同志们：\n{p}", &["speaker 县长　陈大山", "date （2023年3月12日）"], "在植树节上的讲话\n陈大山记得2023年3月12日\n{p}\n{p}", &["speaker 陈大山记得"]),
    case("a name before its office", "在植树节上的讲话\n陈大山　县长\n同志们：\n{p}", &["speaker 陈大山　县长"], "在植树节上的讲话\n农村　县长\n{p}\n{p}", &["speaker 农村　县长"]),
    case("a name in brackets", "在植树节上的讲话\n（陈大山）\n同志们：\n{p}", &["speaker （陈大山）"], "在植树节上的讲话\n（范围）\n{p}\n{p}", &["speaker （范围）"]),
    case("several speakers", "联合声明\n陈大山　何小雨　马小兵\n{p}\n{p}", &["speaker 陈大山　何小雨　马小兵"], "联合声明\n方案　项目　范围\n{p}\n{p}", &["speaker 方案　项目　范围"]),
    case("a name with its title of respect", "在植树节上的讲话\n陈大山同志\n{p}\n{p}", &["speaker 陈大山同志"], "在植树节上的讲话\n农村同志\n{p}\n{p}", &["speaker 农村同志"]),
    case("a foreign name", "友谊之桥\n安德烈·彼得罗夫\n{p}\n{p}", &["speaker 安德烈·彼得罗夫"], "友谊之桥\n阅读·思考·写作是三件乐事\n{p}\n{p}", &["speaker 阅读·思考·写作是三件乐事"]),
    case("a speaker's label in the other script", "談讀書\n主講人：陳大山\n各位同學：\n{p}", &["speaker 主講人：陳大山", "salutation 各位同學："], "談讀書\n注意事項：陳大山昨天提了三條意見，請大家記住。\n{p}", &["speaker 注意事項"]),
    case("an office in the other script", "工作報告\n縣長　陳大山\n各位代表：\n{p}", &["speaker 縣長　陳大山"], "工作報告\n縣長很忙\n{p}\n{p}", &["speaker 縣長很忙"]),
    case("a year of the republic", "告全廠職工書\n民國三十八年五月\n{p}\n{p}", &["date 民國三十八年五月"], "告全廠職工書\n民國三十八年的往事\n{p}\n{p}", &["date 民國三十八年的往事"]),
    case("a date with points", "年终总结\n2022.12.30\n同志们：\n{p}", &["date 2022.12.30"], "年终总结\n2022.12\n{p}\n{p}", &["date 12"]),
    case("a range of days", "培训讲义\n2022年12月28日至30日\n学员们：\n{p}", &["date 2022年12月28日至30日"], "培训讲义\n2022年12月28日至30日学员自学\n{p}\n{p}", &["date 2022年12月28日至30日学员自学"]),
    case("a question may be the title", "为什么说勤俭办厂不是权宜之计，而是长远的方针？\n（一九五七年三月五日）\n{p}\n{p}", &["title 为什么说勤俭办厂不是权宜之计，而是长远的方针？", "date （一九五七年三月五日）"], "你问我今天为什么来得这样早，莫非又是有什么事情要找大家商量？\n{p}\n{p}", &["title 你问我"]),
    // Salutations in the other script, and what is none.
    case("a salutation in the other script", "致辭\n各位來賓、各位鄉親：\n{p}\n謝謝大家！", &["salutation 各位來賓、各位鄉親：", "closing 謝謝大家！"], "致辭\n各位來賓提出了許多意見，內容如下：\n{p}", &["salutation 各位來賓提出"]),
    case("a family word is an address", "家书\n亲爱的爸爸：\n{p}", &["salutation 亲爱的爸爸："], "家书\n我们厂里的工人公开宣称：\n{p}\n{p}", &["salutation 我们厂里的工人公开宣称："]),
    case("recipients in the other script", "關於防汛工作的通知\n各鄉鎮人民政府：\n{p}", &["salutation 各鄉鎮人民政府："], "關於防汛工作的通知\n各鄉鎮一致認為：\n{p}\n{p}", &["salutation 各鄉鎮一致認為："]),
    case("a question is no salutation", "访谈录\n{p}\n问：各位代表怎么看？\n答：{p}", &["p 问：各位代表怎么看？"], "讲话\n同志们：\n{p}\n各位代表：\n{p}", &["p 各位代表："]),
    case("a speaker in a conversation is no salutation", "座谈会纪要\n同志们：\n{p}\n陈主席：\n{p}\n马代表：\n{p}", &["p 陈主席：", "p 马代表："], "讲话\n同志们：\n{p}\n各位代表！\n{p}", &["p 各位代表！"]),
    // Headings and numbers of other schemes.
    case("decimal numbers head sections", "技术标准\n1 总则\n{p}\n1.1 目的\n{p}\n1.2 范围\n{p}\n2 要求\n{p}\n2.1 材料\n{p}", &["h2 1.1 目的", "h2 2.1 材料"], "技术标准\n{p}\n1.5 万亩水田全部插完，比去年早了三天，大家都很高兴。\n{p}", &["h2 1.5"]),
    case("three decimals are level 3", "技术标准\n{p}\n1.1 目的\n{p}\n1.1.1 安全\n{p}\n1.1.2 节约\n{p}\n1.2 范围\n{p}", &["h3 1.1.1 安全"], "技术标准\n{p}\n1.1.1是版本号\n{p}\n{p}", &["h3 1.1.1是版本号"]),
    case("circled numbers number items", "方案\n{p}\n①先修路\n②再架桥\n③后通电\n{p}", &["p ①先修路"], "方案\n{p}\n①先修路。{p}\n②再架桥。{p}\n", &["h4 ①先修路", "note ①先修路"]),
    case("stems number items", "方案\n{p}\n（甲）先修路；\n（乙）再架桥；\n{p}", &["p （甲）先修路；"], "方案\n甲、先修路\n{p}\n乙、再架桥\n{p}", &["p 甲、先修路"]),
    case("第一部分 is level 1", "规划\n第一部分　现状\n{p}\n第二部分　任务\n{p}", &["h1 第一部分　现状"], "规划\n{p}\n第一部分学员已经到了\n{p}", &["h1 第一部分学员已经到了"]),
    case("第一篇 and 附则 in the other script", "管理辦法\n第一篇　總則\n{p}\n第二篇　附則\n{p}", &["h1 第一篇　總則"], "管理辦法\n{p}\n第一篇文章寫得好\n{p}", &["h1 第一篇文章寫得好"]),
    case("a longer sentence follows its sequence", "纪要\n一、先把账算清楚，算清楚才能管得好。\n{p}\n二、{p}再把人用好；用好人才能办成事。\n{p}\n三、最后要检查，检查要动真格。\n{p}", &["h1 二、春天到了，厂里的同志们都忙了起来，大家白天检修机器，晚上学习图纸，谁也不肯落在别人后面。再把人用好；用好人才能办成事。"], "纪要\n一、{p}\n二、{p}{p}\n{p}\n三、{p}\n四、{p}\n", &["h1 一、", "h1 二、"]),
    case("a lone sentence among numbered paragraphs is text", "规定\n一、申请由车间受理。\n二、受理后应当登记。\n{p}\n三、登记簿由专人保管。\n四、保管期为三年。\n五、逾期由厂部销毁。", &["p 二、受理后应当登记。"], "规定\n一、受理\n{p}\n二、登记\n{p}\n三、保管\n{p}", &["p 二、登记"]),
    // Ordinals.
    case("其一 leads a sentence", "讲话\n{p}\n其一，要抓紧。{p}\n其二，要抓实。{p}", &["o 其一，要抓紧。"], "讲话\n{p}\n其一生都在山里。{p}", &["o 其一生都在山里。"]),
    case("一要 leads a sentence", "讲话\n{p}\n一要抓紧。{p}\n二要抓实。{p}", &["o 一要抓紧。"], "讲话\n{p}\n一要求加工资他就来气。{p}", &["o 一要求加工资他就来气。"]),
    case("ordinals in the other script", "講話\n{p}\n最後，要抓緊。{p}\n第一，要抓實。{p}", &["o 第一，要抓實。"], "講話\n{p}\n最後進村的是老李。{p}", &["o 最後進村的是老李。"]),
    // Markdown.
    case("marks of headings", "# 在春耕会上的讲话\n\n同志们：\n\n## 总体要求\n{p}\n### 修路\n{p}\n## 二、任务\n{p}", &["title 在春耕会上的讲话", "h1 总体要求", "h2 修路", "h1 二、任务"], "在春耕会上的讲话\n{p}\n# 这不是标题\n{p}", &["h1 这不是标题", "p 这不是标题"]),
    case("a lone # or ** is text", "今日要点\n{p}\n# 3 号楼停水\n注**意安全\n{p}", &["p # 3 号楼停水", "p 注**意安全"], "# 今日要点\n\n## 停水\n3 号楼**停水**。\n{p}", &["p 3 号楼停水。"]),
    case("strong and emphasised words", "# 讲话\n\n## 要求\n要**抓紧**，要*抓实*。\n{p}", &["p 要**抓紧**，要*抓实*。"], "# 讲话\n\n## 要求\n面积是5 * 3 * 2。\n{p}", &["p 面积是5 *3", "p 面积是5  3"]),
    case("a strong lead is a run-in heading", "# 讲话\n\n## 要求\n**（一）抓紧。**{p}\n{p}", &["r2 （一）抓紧。"], "# 讲话\n\n## 要求\n（一）抓紧**春耕**。{p}\n{p}", &["r2 （一）抓紧"]),
    case("quotations", "# 讲话\n\n{p}\n\n> 前人栽树，后人乘凉。\n\n{p}\n## 要求\n{p}", &["quote 前人栽树，后人乘凉。"], "讲话\n{p}\n>5吨的车辆不得通行。\n{p}", &["quote 5吨的车辆不得通行。"]),
    case("items of a list", "# 讲话\n\n## 要求\n- 抓紧\n- 抓实\n\n{p}", &["p 抓紧", "p 抓实"], "讲话\n{p}\n- 抓紧\n{p}", &["p 抓紧"]),
    case("links keep their text", "# 讲话\n\n## 要求\n见[附件](https://a.example/b)。\n{p}", &["p 见附件。"], "讲话\n{p}\n见[附件](另发)。\n{p}", &["p 见附件。"]),
    case("code is literal", "# 说明\n\n## 用法\n```\n# 不是标题 **不加粗**\n```\n用`**`标出。\n{p}", &["p # 不是标题 **不加粗**", "p 用**标出。"], "# 说明\n\n## 用法\n用**重点**标出。\n{p}", &["p 用重点标出。", "p 用**标出"]),
    case("tags without text are marks", "# 讲话\n<img src=\"a.png\">\n——在植树节上\n2023年3月12日\n\n## 要求\n{p}", &["subtitle ——在植树节上", "date 2023年3月12日"], "# 讲话\n\n## 要求\n设<甲>为参数。\n{p}", &["p 设为参数。"]),
    // Sequences, series and verse that one line cannot tell.
    case("a longer lead among short ones", "讲话\n{p}\n（一）要从今年冬天起把全县四十二座小水库挨个检查一遍，把漏水的、淤塞的、没有人管的都登记清楚。{p}\n（二）抓好春灌。{p}\n（三）管好渠道。{p}", &["r2 （一）要从今年冬天起把全县四十二座小水库挨个检查一遍，把漏水的、淤塞的、没有人管的都登记清楚。", "r2 （二）抓好春灌。"], "讲话\n{p}\n（一）要从今年冬天起把全县四十二座小水库挨个检查一遍，把漏水的、淤塞的、没有人管的都登记清楚。{p}\n（二）抓好春灌。{p}", &["r2 （一）"]),
    case("a longer heading among its siblings", "讲话\n{p}\n一、要从今年冬天起把全县四十二座小水库挨个检查一遍。漏水的修好；没有人管的定下人来管\n{p}\n二、抓好春灌\n{p}\n三、管好渠道\n{p}", &["h1 一、要从今年冬天起把全县四十二座小水库挨个检查一遍。漏水的修好；没有人管的定下人来管", "h1 三、管好渠道"], "讲话\n{p}\n一、要从今年冬天起把全县四十二座小水库挨个检查一遍。漏水的修好；没有人管的定下人来管\n二、抓好春灌\n三、管好渠道\n{p}", &["h1 一、"]),
    case("neighbouring numerals are a quantity", "讲话\n{p}\n一、修路\n{p}\n二、架桥\n{p}\n三、引水\n{p}", &["h1 二、架桥"], "讲话\n{p}\n一、二线的工人都到了。\n{p}\n二、三十里外的乡亲也来了。\n{p}\n三、四级的风刮了一夜。\n{p}", &["h1 "]),
    case("a level of response is no quantity", "预案\n{p}\n一、一级响应\n{p}\n二、二级响应\n{p}\n三、三级响应\n{p}", &["h1 二、二级响应"], "预案\n{p}\n一、二级公路共三十里\n{p}", &["h1 一、"]),
    case("a series under the title", "老井\n山乡札记之三\n{p}\n{p}", &["title 老井", "subtitle 山乡札记之三"], "老井\n全县最老的水井之一\n{p}\n{p}", &["subtitle 全县"]),
    case("free verse", "渡口\n\n船工把缆绳解开\n雾的那边\n是一个我没有去过的村子\n\n母亲在岸上站着\n她不说话\n风把她的头巾吹成一面小小的旗", &["verse 船工把缆绳解开/雾的那边/是一个我没有去过的村子/母亲在岸上站着/她不说话/风把她的头巾吹成一面小小的旗"], "运动会日程\n\n运动员入场\n升旗\n全县中小学生广播体操比赛\n\n百米预赛\n拔河\n教工组四乘一百米接力赛决赛", &["verse "]),
    case("sentences a line are no free verse", "渡口\n\n船开了，\n雾的那边\n是一个我没有去过的村子。\n\n母亲在岸上站着，\n她不说话，\n风把她的头巾吹成一面小小的旗。", &["verse 船开了，/雾的那边/是一个我没有去过的村子。/母亲在岸上站着，/她不说话，/风把她的头巾吹成一面小小的旗。"], "渡口\n\n船开了。\n雾在那边。\n那是一个我没有去过的村子。\n\n母亲在岸上站着。\n她不说话。\n风把她的头巾吹成一面小小的旗。", &["verse "]),
    // Tables.
    case("bars draw a table", "通报\n{p}\n| 车间 | 产量 |\n|---|---|\n| 一车间 | 十吨 |\n{p}", &["table 车间|产量/一车间|十吨"], "通报\n{p}\n|注意|\n{p}", &["table 注意"]),
    case("box lines draw a table", "通报\n{p}\n┌───┬───┐\n│车间│产量│\n├───┼───┤\n│一车间│十吨│\n└───┴───┘\n{p}", &["table 车间|产量/一车间|十吨"], "通报\n{p}\n────────\n{p}", &["table "]),
    case("tabs draw a table", "通报\n{p}\n车间\t产量\n一车间\t十吨\n二车间\t九吨\n{p}", &["table 车间|产量/一车间|十吨/二车间|九吨"], "通报\n{p}\n一、\t车间\n二、\t产量\n{p}", &["table "]),
    case("a table without bars at its sides", "通报\n{p}\n\n车间 | 产量\n--- | ---:\n一车间 | 十吨\n二车间 | 九吨\n\n{p}", &["table 车间|产量/一车间|十吨/二车间|九吨"], "通报\n{p}\n车间 | 产量\n---\n一车间 | 十吨\n{p}", &["table "]),
    // The end of the text.
    case("an order signed before its text", "县人民政府令\n第 12 号\n《渔港管理办法》已经会议通过，现予公布，自公布之日起施行。\n县长　陈大山\n2020年5月1日\n渔港管理办法\n第一条 为了管好渔港，制定本办法。\n第二条 渔港由渔政站管理，站长负责。\n第三条 本办法自公布之日起施行。", &["signature 县长　陈大山", "signature_date 2020年5月1日"], "回忆录\n{p}\n陈大山\n2020年5月1日\n{p}\n{p}\n{p}", &["signature 陈大山", "signature_date 2020年5月1日"]),
    case("copies and imprint in the other script", "通知\n各科室：\n{p}\n縣農業局\n2024年3月1日\n抄送：縣委辦，縣政府辦。\n縣農業局辦公室　2024年3月2日印發", &["cc 抄送：縣委辦，縣政府辦。", "print_note 縣農業局辦公室　2024年3月2日印發", "signature 縣農業局"], "通知\n各科室：\n{p}\n這本小冊子已經印發", &["print_note 這本小冊子已經印發"]),
    case("subject words and contacts", "通知\n各科室：\n{p}\n县农业局\n2024年3月1日\n（联系人：何小雨，电话：12345）\n主题词：农业　防汛　通知\n抄报：县委。", &["print_note （联系人：何小雨，电话：12345）", "print_note 主题词：农业　防汛　通知", "cc 抄报：县委。", "signature 县农业局"], "通知\n各科室：\n{p}\n主题词要选得准，不能随便写。{p}", &["print_note 主题词要"]),
    case("attachments numbered by themselves", "通知\n各科室：\n{p}\n附件1：名单\n附件2：表格\n县农业局\n2024年3月1日", &["attachments 附件1：名单", "attachments 附件2：表格", "signature 县农业局"], "通知\n各科室：\n{p}\n附件1里写得很清楚。\n县农业局\n2024年3月1日", &["attachments 附件1里"]),
    case("attachments after the signature", "通知\n各科室：\n{p}\n县农业局\n2024年3月1日\n附件：1.名单\n2.表格", &["attachments 附件：1.名单", "attachments 2.表格", "signature 县农业局", "signature_date 2024年3月1日"], "通知\n各科室：\n{p}\n附件要装订成册，随文上报，不得缺页。", &["attachments 附件要"]),
    case("attachment bodies with numbers", "通知\n各科室：\n{p}\n县农业局\n2024年3月1日\n附件1\n值班名单\n{p}\n附件2\n联系方式\n{p}", &["attached 附件1", "attached 附件2", "signature 县农业局"], "通知\n各科室：\n{p}\n附件1\n{p}\n县农业局\n2024年3月1日", &["attached 附件1"]),
    case("notes with circled numbers", "论文\n{p}\n{p}\n------------\n①见前文。\n②同上。", &["note ①见前文。", "note ②同上。"], "讲话\n{p}\n①先修路。\n②再架桥。", &["note ①先修路。"]),
    case("thanks with a form of address", "讲话\n同志们：\n{p}\n谢谢各位领导，谢谢同志们！", &["closing 谢谢各位领导，谢谢同志们！"], "讲话\n同志们：\n{p}\n谢谢你们送来的种子，今年的苗出得很齐，秋后再来报喜。", &["closing 谢谢你们送来"]),
    case("my speech ends here", "讲话\n同志们：\n{p}\n我的讲话完了，谢谢大家！", &["closing 我的讲话完了，谢谢大家！"], "讲话\n同志们：\n{p}\n他的讲话完了之后，大家又议论了很久，谁也不愿意先走。", &["closing 他的讲话"]),
    case("an address or a list is no verse", "山村\n1978年春\n新渠引水上高坡\n旧屋翻修燕子多\n老汉扶犁新唱曲\n娃娃放学晚来歌", &["verse 新渠引水上高坡/旧屋翻修燕子多/老汉扶犁新唱曲/娃娃放学晚来歌"], "通知\n{p}\n地点：厂部礼堂\n时间：三月一日\n对象：全体职工\n要求：准时到场\n{p}", &["verse 地点"]),
];

/// The document as an outline: what each piece is, then its text.
fn outline(doc: &Document) -> Vec<String> {
    let mut out = Vec::new();
    let mut list = |name: &str, texts: &[Text]| out.extend(texts.iter().map(|t| format!("{name} {}", t.text)));
    list("preamble", &doc.front.preamble);
    list("doc_number", doc.front.doc_number.as_slice());
    list("title", &doc.front.title);
    list("subtitle", &doc.front.subtitle);
    list("speaker", doc.front.speaker.as_slice());
    list("date", doc.front.date.as_slice());
    list("salutation", &doc.front.salutation);
    list("closing", &doc.back.closing);
    list("attachments", &doc.back.attachments);
    list("signature", &doc.back.signature);
    list("signature_date", doc.back.signature_date.as_slice());
    list("note", &doc.back.footnotes);
    list("cc", &doc.back.cc);
    list("print_note", &doc.back.print_note);
    out.extend(doc.body.iter().map(block));
    out.extend(doc.back.attachment_bodies.iter().map(|b| {
        let line = block(b);
        format!("attached {}", line.split_once(' ').map_or("", |(_, text)| text))
    }));
    out
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, text, .. } => format!("h{level} {text}"),
        Block::Paragraph { runs, .. } => match runs[0].role {
            RunRole::Heading { level } => format!("r{level} {}", runs[0].text),
            RunRole::Ordinal => format!("o {}", runs[0].text),
            RunRole::Text | RunRole::Strong | RunRole::Emphasis => format!("p {}", whole(runs)),
        },
        Block::InnerTitle(t) => format!("inner {}", t.text),
        Block::Quote(t) => format!("quote {}", t.text),
        Block::Salutation(t) => format!("call {}", t.text),
        Block::Verse(lines) => {
            format!("verse {}", lines.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join("/"))
        }
        Block::Table(rows) => {
            let row = |cells: &Vec<Text>| cells.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join("|");
            format!("table {}", rows.iter().map(row).collect::<Vec<_>>().join("/"))
        }
    }
}

/// A paragraph's text, emphasised words between `*`.
fn whole(runs: &[Run]) -> String {
    let shown = |run: &Run| match run.role {
        RunRole::Strong => format!("**{}**", run.text),
        RunRole::Emphasis => format!("*{}*", run.text),
        RunRole::Text | RunRole::Ordinal | RunRole::Heading { .. } => run.text.clone(),
    };
    runs.iter().map(shown).collect()
}

fn read(text: &str) -> Document {
    let text = text.replace("{p}", PARAGRAPH);
    wenyin::parse::parse(wenyin::input::decode(text.as_bytes()).expect("a text"))
}

/// Paragraphs, and what begins a long text, are given by their first words.
fn there(outline: &[String], wanted: &str) -> bool {
    let whole = outline.iter().any(|line| line == wanted);
    whole
        || (wanted.starts_with("p ") || wanted.starts_with("preamble "))
            && outline.iter().any(|l| l.starts_with(wanted))
}

#[test]
fn each_rule_holds_and_its_counter_example_is_left_alone() {
    let mut faults = Vec::new();
    for case in CASES {
        let seen = outline(&read(case.text));
        for wanted in case.has.iter().filter(|w| !there(&seen, w)) {
            faults.push(format!("{}: no «{wanted}» in {seen:#?}", case.rule));
        }
        let seen = outline(&read(case.counter));
        for unwanted in case.lacks.iter().filter(|u| seen.iter().any(|line| line.starts_with(**u))) {
            faults.push(format!("{} (counter-example): «{unwanted}» in {seen:#?}", case.rule));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(CASES.len() >= 60, "only {} cases", CASES.len());
}

#[test]
fn hard_wrapped_lines_are_joined() {
    let paragraph = PARAGRAPH.repeat(3);
    let letters: Vec<char> = format!("　　{paragraph}").chars().collect();
    let wrapped: Vec<String> = letters.chunks(30).map(|line| line.iter().collect()).collect();
    let text = format!("在春耕会上的讲话\n同志们：\n{}\n{}\n", wrapped.join("\n"), wrapped.join("\n"));
    let doc = read(&text);
    let paragraphs: Vec<String> = outline(&doc).into_iter().filter(|line| line.starts_with("p ")).collect();
    assert_eq!(paragraphs, [format!("p {paragraph}"), format!("p {paragraph}")]);
}

#[test]
fn lines_of_sentences_are_not_joined() {
    let text = "春天来了。\n机器响了起来，大家都在忙。\n谁也不肯落后。\n这就是我们的工厂，这就是我们的生活。\n";
    assert_eq!(outline(&read(text)).len(), 4);
}

#[test]
fn a_page_number_does_not_end_a_paragraph() {
    let letters: Vec<char> = PARAGRAPH.repeat(4).chars().collect();
    let mut lines: Vec<String> = letters.chunks(30).map(|line| line.iter().collect()).collect();
    lines.insert(3, "\n— 1 —\n".into());
    let reasons: Vec<&str> = read(&lines.join("\n"))
        .body
        .iter()
        .filter_map(|b| match b {
            Block::Paragraph { reason, .. } => Some(reason.code()),
            _ => None,
        })
        .collect();
    assert_eq!(reasons, ["body-line", "page-number", "continuation"]);
}

#[test]
fn the_bundled_speech() {
    let bytes = std::fs::read("seeds/000_1047f13188a3d2d4.txt").expect("the bundled speech");
    let doc = wenyin::parse::parse(wenyin::input::decode(&bytes).expect("a text"));
    let lines = |texts: &[Text]| texts.iter().map(|t| t.text.clone()).collect::<Vec<_>>();
    assert_eq!(lines(&doc.front.title), ["弘扬劳模精神", "做新时代奋进者"]);
    assert_eq!(lines(&doc.front.subtitle), ["——在全市劳动模范座谈会上的讲话"]);
    assert_eq!(lines(&doc.front.salutation), ["各位劳模、同志们："]);
    assert_eq!(lines(&doc.back.closing), ["谢谢大家！"]);
    let headings: Vec<String> = outline(&doc).into_iter().filter(|line| line.starts_with('h')).collect();
    assert_eq!(headings.len(), 3);
    assert!(headings.iter().all(|h| h.starts_with("h1 ") && h.ends_with('。')));
}

/// A text that only talks of Markdown's marks keeps them all.
#[test]
fn one_mark_of_each_kind_makes_no_markdown() {
    let text = "标记的写法\n同志们：\n# 井号\n- 减号\n* 星号\n> 大于号\n两个星号是**粗体**，`反引号`是代码，[链接](http://example.org)也一样。\n1. 数字\n2. 数字\n";
    let wenyin = wenyin::Converter::builder().build().unwrap();
    assert_eq!(wenyin.parse(text.as_bytes()).unwrap().to_text(), text);
    // The same marks where the text is plainly Markdown.
    let marked = wenyin.parse(format!("# 标题\n\n{text}").as_bytes()).unwrap();
    assert!(!marked.to_text().contains(['#', '*', '`', '>']), "{}", marked.to_text());
}

/// Paragraphs run together on one line part at the two blanks of an indent, nowhere else.
#[test]
fn an_indent_inside_a_line_begins_a_paragraph() {
    let wenyin = wenyin::Converter::builder().build().unwrap();
    let lines = |text: &str| -> Vec<String> {
        wenyin.parse(text.as_bytes()).unwrap().to_text().lines().map(str::to_owned).collect()
    };
    let text =
        "关于检查的通知\n各单位：\n要求如下。　　检查由安监科负责；　　（二）整改由各单位负责。”　　今年如此。\n";
    assert_eq!(lines(text)[2..], ["要求如下。", "检查由安监科负责；", "（二）整改由各单位负责。”", "今年如此。"]);
    // The items after a lead-in, and what blanks have pushed to the other side of the page.
    let text = "关于检查的通知\n各单位：\n分工如下：　　（一）检查由安监科负责；　\u{a0} （二）整改由各单位负责。\n";
    assert_eq!(lines(text)[2..], ["分工如下：", "（一）检查由安监科负责；", "（二）整改由各单位负责。"]);
    let far = "　".repeat(12);
    assert_eq!(lines(&format!("关于检查的通知\n{{p}}\n安监科{far}2024年3月1日\n"))[2..], ["安监科", "2024年3月1日"]);
    // One blank is no indent, and a list of names has no sentence ends.
    for whole in ["会议时间：　　三月一日。", "要求如下。　检查由安监科负责。", "参加人员有张三　　李四　　王五。"]
    {
        assert_eq!(lines(&format!("关于检查的通知\n各单位：\n{whole}\n"))[2], whole);
    }
}

/// The cells of a row begin on one line, each in its column; where columns would be too narrow,
/// one stands below the other.
#[test]
fn a_row_of_a_table_stands_on_one_line() {
    let wenyin = wenyin::Converter::builder().build().unwrap();
    let places = |cells: usize| -> Vec<(i32, i32)> {
        let row = vec!["网"; cells].join("\t");
        let doc = read(&format!("通报\n{{p}}\n{row}\n{row}\n{{p}}"));
        let first = doc.flow().iter().position(|b| b.kind == wenyin::model::BlockKind::TableRow).expect("a row");
        let pages = wenyin.layout(&doc).unwrap();
        let lines = pages.iter().flat_map(|p| &p.lines).filter(|l| l.block == first);
        lines.map(|l| (l.left.0, l.baseline.0)).collect()
    };
    let wide = places(3);
    assert_eq!(wide.len(), 3);
    assert!(wide.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 == w[1].1), "{wide:?}");
    let narrow = places(13);
    assert_eq!(narrow.len(), 13);
    assert!(narrow.windows(2).all(|w| w[0].0 == w[1].0 && w[0].1 < w[1].1), "{narrow:?}");
}
