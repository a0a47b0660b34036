//! The last look before printing: what was planted is found, what is right is left alone, and the
//! page that describes it is the table's.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "a test may stop at what it cannot go on without")]

use wenyin::check::{CheckOptions, Code, Finding, check, reference, statistics};
use wenyin::model::Document;

fn read(text: &str) -> Document {
    wenyin::parse::parse(wenyin::input::decode(text.as_bytes()).expect("a text"))
}

fn found(text: &str) -> Vec<Finding> {
    check(&read(text), &CheckOptions::default())
}

/// Faults to plant in a paragraph; `□` in a carrier is where the fault stands.
const IN_A_PARAGRAPH: &[(Code, &[&str])] = &[
    (
        Code::Placeholder,
        &[
            "X月X日召开的会议",
            "全市XX个村",
            "请XXX同志发言",
            "×××同志的事迹",
            "20XX年的目标",
            "截至＿＿月底的进度",
            "投入〔　〕万元",
            "（此处插入数据）",
            "（待补充）",
            "共有X名代表",
            "拨付____元",
            "××县的做法",
            "ＸＸ镇的经验",
            "XXXX年X月",
            "×月×日的会议",
            "贷款X亿元",
            "（此处补充典型事例）",
            "召开第X次会议",
        ],
    ),
    (
        Code::DateImpossible,
        &[
            "2025年2月30日的会议",
            "2023年2月29日的通知",
            "6月31日前的任务",
            "2025年13月5日的安排",
            "2024年4月31日的调度",
            "二〇二五年九月三十一日的活动",
            "2025-02-30的记录",
            "2025.11.31的简报",
        ],
    ),
    (
        Code::WeekdayMismatch,
        &[
            "2025年10月1日（星期二）的活动",
            "2024年2月29日星期五的会议",
            "2026年1月1日（周日）的值班",
            "2025年5月4日（星期一）的活动",
        ],
    ),
    (
        Code::HalfWidth,
        &[
            "抓生产,抓安全",
            "要求如下:抓紧办",
            "春耕要早;秋收要快",
            "干部(含村干部)都到",
            "群众满意吗?我们要问",
            "路通了!水通了",
            "干部（含村干部)都到",
        ],
    ),
    (Code::Unpaired, &["弘扬“工匠精神", "学习《决定的要求", "（含村干部都参加", "落实精神”的要求", "加强【重点工作"]),
    (Code::DoubledMark, &["抓生产，，抓安全", "春耕、、夏管", "春耕；；秋收", "抓实，。抓细", "办好。。再办"]),
    (
        Code::Ellipsis,
        &["路灯、广场...都有了", "路灯、广场。。。都有了", "他说到这里…大家都笑了", "春耕、夏管......样样不误"],
    ),
    (Code::Dash, &["一件大事--关系全局", "一件大事――关系全局", "一件大事──关系全局", "一件大事－－关系全局"]),
    (
        Code::HanSpace,
        &[
            "以人民为中心 的发展思想",
            "高质量 发展的路子",
            "把工作 落到实处",
            "全面推进乡村 振兴",
            "各级党员 干部都要带头",
            "今年的各项 任务都要完成",
            "为广大人民 群众办实事",
            "坚持稳中求进 的总基调",
        ],
    ),
    (Code::OrdinalGap, &["一是抓学，二是抓干，四是抓查", "第一，要快。第二，要实。第四，要好", "一是抓学，三是抓干"]),
    (Code::OrdinalRepeat, &["一是抓学，二是抓干，二是抓查", "第一，要快。第二，要实。第二，要好"]),
    (Code::PrivateUse, &["请\u{E863}同志发言"]),
    (Code::Compatibility, &["全县⼈民的大事", "全村⽔利的大事"]),
    (Code::NestedQuotes, &["他说“要把“实”字写在前面”", "学习“关于“三农”工作的意见”", "强调“落实“四下基层”制度”"]),
];

/// Sentences in which a fault is planted.
const CARRIERS: &[&str] = &[
    "今年以来，全县上下齐心协力，春耕备耕进展顺利。会上明确：□，要认真研究，抓好落实，确保颗粒归仓。",
    "会议听取了汇报，肯定了成绩，也指出了不足。会上提出：□，各镇要拿出办法，明确责任，按时完成。",
    "□，是今天会议的一项内容，希望大家认真讨论，多提意见，把各项任务落到实处。",
];

/// Whole texts with a fault.
const WHOLE: &[(Code, &str)] = &[
    (
        Code::NumberGap,
        "一、抓春耕\n要抢农时，早动手。\n二、抓水利\n要修渠道，通到田。\n四、抓安全\n要查隐患，不留死角。",
    ),
    (
        Code::NumberGap,
        "一、抓春耕\n（一）备种子。要备足备好，早调早运。\n（三）备肥料。要保证供应，稳住价格。\n二、抓水利\n要修渠道，通到田头地边。",
    ),
    (
        Code::NumberGap,
        "第一章　总则\n第一条　为了管好水渠，制定本办法。\n第二条　本办法适用于全镇。\n第四条　水渠由各村管护。\n第五条　管护经费由镇里补助。",
    ),
    (Code::NumberGap, "一、抓春耕\n1.备种子。要备足备好，早调早运。\n3.备肥料。要保证供应，稳住价格。"),
    (
        Code::NumberGap,
        "一、抓春耕\n（1）备种子。要备足备好，早调早运。\n（2）备农膜。要货比三家，质量第一。\n（4）备肥料。要保证供应，稳住价格。",
    ),
    (
        Code::NumberRepeat,
        "一、抓春耕\n要抢农时，早动手。\n二、抓水利\n要修渠道，通到田。\n二、抓安全\n要查隐患，不留死角。",
    ),
    (
        Code::NumberRepeat,
        "一、抓春耕\n（一）备种子。要备足备好，早调早运。\n（二）备肥料。要保证供应，稳住价格。\n（二）备农机。要检修到位，随时能用。",
    ),
    (
        Code::NumberRepeat,
        "一、抓春耕\n1.备种子。要备足备好，早调早运。\n2.备肥料。要保证供应，稳住价格。\n2.备农机。要检修到位，随时能用。",
    ),
    (
        Code::NumberRepeat,
        "一、抓春耕\n（1）备种子。要备足备好，早调早运。\n（2）备肥料。要保证供应，稳住价格。\n（2）备农机。要检修到位，随时能用。",
    ),
    (
        Code::NumberRepeat,
        "第一条　为了管好水渠，制定本办法。\n第二条　本办法适用于全镇。\n第二条　水渠由各村管护。\n第三条　管护经费由镇里补助。",
    ),
    (
        Code::NumberMixed,
        "一、抓春耕\n要抢农时，早动手。\n二、抓水利\n要修渠道，通到田。\n3、抓安全\n要查隐患，不留死角。",
    ),
    (
        Code::NumberMixed,
        "1.备种子。要备足备好，早调早运。\n2.备肥料。要保证供应，稳住价格。\n3、备农机。要检修到位，随时能用。",
    ),
    (
        Code::NumberMixed,
        "一、抓春耕\n（1）备种子。要备足备好，早调早运。\n2）备农膜。要货比三家，质量第一。\n3）备肥料。要保证供应，稳住价格。",
    ),
    (Code::AnniversaryMismatch, "2020年是建党100周年，我们要更加努力。"),
    (Code::AnniversaryMismatch, "2020年，我们迎来了建党90周年，倍感振奋。"),
    (Code::AnniversaryMismatch, "2018年是新中国成立70周年，也是我县发展的关键一年。"),
    (Code::AnniversaryMismatch, "2025年是抗战胜利90周年，我们要铭记历史。"),
    (Code::AnniversaryMismatch, "2020年是改革开放40周年，成绩来之不易。"),
    (Code::AnniversaryMismatch, "我校成立于1950年，2020年迎来成立60周年。"),
    (Code::AnniversaryMismatch, "2017年正值香港回归祖国十周年，大家倍感振奋。"),
    (
        Code::AnniversaryMismatch,
        "在全县教师大会上的讲话\n（2021年7月1日）\n同志们：\n今年是中国共产党成立90周年，我们开这个会，安排今年的工作。",
    ),
    (Code::PlanYear, "2025年是“十三五”规划的收官之年，任务很重。"),
    (Code::PlanYear, "2025年是十三五规划的收官之年，任务很重。"),
    (Code::PlanYear, "2021年是“十三五”开局之年，我们要开好局。"),
    (Code::PlanYear, "“十四五”时期（2016—2020年），我县要修通三条路。"),
    (Code::PlanYear, "2020年是实施“十二五”规划的关键一年。"),
    (Code::PlanYear, "2022年是“十四五”开局之年，要起好步。"),
    (Code::DateStyles, "2025年3月5日，工程开工。2025年6月1日，主体封顶，2025.9.30交付使用。"),
    (Code::DateStyles, "2025年3月5日，工程开工。2025年6月1日，主体封顶，到2025-9-30交付使用。"),
    (Code::DateStyles, "2025.3.5，工程开工。到2025.6.1，主体封顶，2025年9月30日交付使用。"),
    (Code::DateStyles, "2025年3月5日，工程开工。2025年6月1日，主体封顶，到二〇二五年九月三十日交付使用。"),
    (Code::HeadingBare, "一、抓春耕\n要抢农时，早动手。\n二、\n要修渠道，通到田。"),
    (Code::HeadingBare, "一、抓春耕\n要抢农时，早动手。\n二、抓水利\n要修渠道，通到田。\n三、\n要查隐患，不留死角。"),
    (Code::HeadingBare, "一、抓春耕\n（一）备种子。要备足备好，早调早运。\n（二）\n要保证供应，稳住价格。"),
    (
        Code::SectionEmpty,
        "一、抓春耕\n（一）备种子\n要备足备好，早调早运，不误农时。\n（二）备肥料\n（三）备农机\n要检修到位，随时能用，不误农时。\n二、抓安全\n要查隐患，不留死角，确保全年平安无事。",
    ),
    (Code::SectionEmpty, "第一章　总则\n第二章　任务\n第一条　为了管好水渠，制定本办法。\n第二条　本办法适用于全镇。"),
    (
        Code::SectionEmpty,
        "一、抓春耕\n要抢农时，早动手，保证颗粒归仓，不误一天。\n二、抓水利\n要修渠道，通到田头，家家受益。\n三、抓安全",
    ),
    (
        Code::SectionEmpty,
        "一、抓春耕\n要抢农时，早动手，保证颗粒归仓，不误一天。\n二、抓水利\n三、抓安全\n要查隐患，不留死角，确保全年平安无事。",
    ),
    (Code::SalutationColon, "在全县春耕动员会上的讲话\n同志们，\n今天我们召开全县春耕动员大会，安排今年的工作。"),
    (Code::SalutationColon, "在全县工作会议上的讲话\n各位代表\n今天我们召开全县工作会议，安排今年的工作。"),
    (Code::SalutationColon, "在全县教师节大会上的讲话\n老师们、同志们，\n今天我们欢聚一堂，庆祝教师节，表彰先进。"),
    (Code::OutsideTable, "要把羣众的事办好，让大家满意，为全县发展多作贡献，把各项工作落到实处。"),
    (Code::OutsideTable, "请各位畧作准备，让大家满意，为全县发展多作贡献，把各项工作落到实处。"),
    (Code::OutsideTable, "全县峯会今天开幕，让大家满意，为全县发展多作贡献，把各项工作落到实处。"),
    (
        Code::TitleLong,
        "关于认真贯彻落实全县安全生产防汛抗旱森林防火食品药品道路交通消防校园特种设备旅游建筑施工燃气等重点行业领域专项整治工作会议精神切实做好岁末年初各项工作的通知\n各村民委员会：\n现通知如下，请认真执行。",
    ),
    (
        Code::TitleLong,
        "关于深入贯彻全市农村工作会议精神进一步做好春耕生产防汛抗旱森林防火安全生产信访维稳民生保障教育卫生文化体育工作促进全镇经济社会平稳健康发展的若干意见\n各村民委员会：\n现提出如下意见，请认真执行。",
    ),
];

fn planted() -> Vec<(Code, String)> {
    let inside = IN_A_PARAGRAPH.iter().flat_map(|(code, faults)| faults.iter().map(move |fault| (*code, *fault)));
    let carried = inside.flat_map(|(code, fault)| CARRIERS.iter().map(move |c| (code, c.replace('□', fault))));
    carried.chain(WHOLE.iter().map(|(code, text)| (*code, (*text).to_owned()))).collect()
}

#[test]
fn of_two_hundred_planted_faults_nineteen_in_twenty_are_found() {
    let cases = planted();
    assert!(cases.len() >= 200, "{}", cases.len());
    let missed: Vec<_> = cases.iter().filter(|(code, text)| found(text).iter().all(|f| f.code != *code)).collect();
    for code in Code::ALL {
        let all = cases.iter().filter(|(c, _)| c == code).count();
        let missed: Vec<_> = missed.iter().filter(|(c, _)| c == code).collect();
        println!("{code} {}/{all}", all - missed.len());
        assert!(missed.len() * 20 <= all, "{code}: {} of {all}: {missed:#?}", missed.len());
    }
    println!("{} of {}", cases.len() - missed.len(), cases.len());
    let without: Vec<_> = Code::ALL.iter().filter(|code| cases.iter().all(|(c, _)| c != *code)).collect();
    assert!(without.is_empty(), "no case for {without:?}");
}

#[test]
fn carriers_without_a_fault_have_no_finding() {
    for carrier in CARRIERS {
        let text = carrier.replace('□', "春耕生产");
        assert_eq!(found(&text), [], "{text}");
    }
}

#[test]
fn what_resembles_a_fault_is_left_alone() {
    for text in [
        "这台X光机和X射线仪都是新的，X轴表示时间，iPhone X也能看。",
        "某些同志认为，某种意义上，某年某月的事已经过去。",
        "李某某与王某某的纠纷，经某公司调解。",
        "按“9+X”方式监测，可进行7×24小时服务，债务×日万分之一点七五。",
        "他说：“第一段。\n“第二段。\n“第三段。”",
        "2020年是“十三五”规划收官之年，也是谋划“十四五”发展的关键之年。",
        "2019年是新中国成立70周年。2021年，我们庆祝建党100周年。",
        "2020年底，我们开始筹备庆祝建党100周年的活动。",
        "农历二月三十日是他的生日。",
        "目录\n第一章　总则......1\n第二章　任务......5",
        "张三 李四 王五\n各位领导 各位来宾",
        "北京-上海的列车，《A--B》一书，命令是ls --all。",
        "要做到：1）快；2）好。a)甲；b)乙。It’s all right.",
        "他把‘5·16’和‘BAT’之间的事说了（见http://a.cn/b）。",
        "修改为：“第一段写得很好。“第二段也写得很好。“第三段写得最好。”",
        "（一）\n春天来了，大家都下地了。\n（二）\n秋天来了，大家都收粮了。",
        "第一章　宗旨\n一、核心价值\n我们要办好实事，不打折扣。\n第二章　政策\n一、经营重心\n我们要抓好生产，不误农时。",
        "（一）座谈纪要\n一、吸引人才\n我们要办好实事，不打折扣。\n二、抓好生产\n要抓紧春耕，不误农时。",
        "一、抓春耕\n要抢农时。二、抓水利也要紧。\n三、抓安全\n要查隐患，不留死角。",
        "今天讲几点。第一，要快。然而第二，要实。还有第三，要好。第四，要省。",
        "问题一是不快，二是不实。三是不好。四是不省。二是十分重要的，三是一些人要改。",
        "先说两点。第一，要快。第二，要实。\n再说两点，其中第一要快；第二，也要实。",
        "关于治理问题，一是抓学，二是抓干。关于教育问题一是抓人，二是抓事，三是抓钱。",
        "《食品安全国家标准 食品添加剂使用标准》已经发布，请大家学习，抓好落实。",
        "我们开了座谈会，大家都发言。\n广州代表处企业部 刘三姐：我说两句，请大家听听。",
        "#+CAT: 春秋,左传",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn the_seed_has_its_thirty_one_placeholders_and_its_two_wrong_years() {
    let seed =
        std::fs::read(std::fs::read_dir("seeds").expect("seeds").next().expect("a seed").expect("a file").path());
    let document = wenyin::parse::parse(wenyin::input::decode(&seed.expect("bytes")).expect("a text"));
    let findings = check(&document, &CheckOptions::default());
    let of = |code| findings.iter().filter(|f| f.code == code).count();
    let runs = document.source.text.split(|c| c != 'X').filter(|run| !run.is_empty()).count();
    assert_eq!((runs, of(Code::Placeholder)), (31, 31));
    assert_eq!((of(Code::AnniversaryMismatch), of(Code::PlanYear)), (1, 1));
    for f in &findings {
        let line = document.source.text.lines().nth(f.line as usize - 1).expect("its line");
        let here: String = line.chars().skip(f.column as usize - 1).collect();
        assert!(here.starts_with(&document.source.text[f.start as usize..f.end as usize]), "{f:?}");
    }
    assert_eq!(findings, check(&document, &CheckOptions::default()));
}

#[test]
fn a_document_made_by_hand_is_looked_over_by_what_it_prints() {
    let mut document = read("在全县大会上的讲话\n请XX同志发言。");
    document.source = wenyin::model::Source::default();
    let findings = check(&document, &CheckOptions::default());
    assert_eq!(findings.iter().map(|f| (f.code, f.line, f.column)).collect::<Vec<_>>(), [(Code::Placeholder, 2, 2)]);
}

#[test]
fn statistics_count_what_is_spoken() {
    let text = "在全县大会上的讲话\n同志们：\n今天开会。\n一、抓生产\n要抓紧春耕，不误农时，GDP增长5%。\n二、抓安全\n要排查隐患，不留死角。";
    let of = statistics(&read(text), 60);
    assert_eq!(
        of.sections.iter().map(|s| (s.heading.as_str(), s.spoken)).collect::<Vec<_>>(),
        [("", 7), ("一、抓生产", 4 + 13), ("二、抓安全", 4 + 9),]
    );
    assert_eq!((of.seconds, of.range), (37, (31, 47)));
    assert_eq!((of.sentences, of.gb18030_level), (3, 1));
    assert_eq!(of.longest.map(|s| (s.line, s.characters)), Some((5, 19)));
    assert_eq!(statistics(&read("请𠅤同志发言。"), 200).gb18030_level, 2);
    assert_eq!(statistics(&read("请𠮷同志发言。"), 200).beyond_level_1, ['𠮷']);
}

/// `WENYIN_NEW_GOLDEN=1 cargo test --test check reference` writes the page anew.
#[test]
fn the_reference_page_is_that_of_the_table() {
    let page = std::path::Path::new("docs/check.md");
    if std::env::var_os("WENYIN_NEW_GOLDEN").is_some() {
        std::fs::write(page, reference()).expect("docs/check.md");
    }
    let same = std::fs::read_to_string(page).expect("docs/check.md") == reference();
    assert!(same, "docs/check.md is not that of the codes");
}

#[test]
fn every_code_finds_its_example_and_not_its_counter_example() {
    for code in Code::ALL {
        let (wrong, right) = code.examples();
        assert!(found(wrong).iter().any(|f| f.code == *code), "{code} is not found in: {wrong}\n{:#?}", found(wrong));
        assert!(found(right).iter().all(|f| f.code != *code), "{code} is found in: {right}\n{:#?}", found(right));
    }
}

#[test]
fn codes_are_distinct_and_every_sentence_is_in_both_languages() {
    let mut codes: Vec<&str> = Code::ALL.iter().map(|c| c.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Code::ALL.len());
    for code in Code::ALL {
        assert_eq!(Code::from_name(code.code()), Some(*code));
        let (zh, en) = code.sentences();
        assert!(zh.chars().any(|c| c > '\u{3000}'), "{code}");
        assert!(en.chars().all(|c| c.is_ascii() || "“”—…".contains(c)), "{code}");
        for n in 0..3 {
            let detail = format!("{{{n}}}");
            assert!(zh.contains(&detail) == en.contains(&detail), "{code} {detail}");
        }
    }
}

/// What is certain in a text, put right.
fn put_right(text: &str) -> String {
    let edits = wenyin::check::edits(&found(text));
    let new = wenyin::input::rewrite(text.as_bytes(), &wenyin::input::DecodeOptions::default(), &edits);
    String::from_utf8(new.expect("the text again").bytes).expect("UTF-8")
}

#[test]
fn only_what_is_certain_is_put_right() {
    for (old, new) in [
        ("村里有了路灯、广场...大家都说好。", "村里有了路灯、广场……大家都说好。"),
        ("村里有了路灯、广场。。。大家都说好。", "村里有了路灯、广场……大家都说好。"),
        ("这是一件大事--关系每一个家庭，我们要办好。", "这是一件大事——关系每一个家庭，我们要办好。"),
        ("我们要坚持以人民为中心 的发展思想，办好实事。", "我们要坚持以人民为中心的发展思想，办好实事。"),
        (
            "春耕...秋收--都要抓紧，把各项工作 落到实处，办好实事。",
            "春耕……秋收——都要抓紧，把各项工作落到实处，办好实事。",
        ),
    ] {
        assert_eq!(put_right(old), new);
    }
    // Other faults are only told of: a writer has to decide.
    for text in [
        "要抓生产,也要抓安全。",
        "要抓生产，，也要抓安全。",
        "请XX同志发言。",
        "2025年2月30日，要弘扬“工匠精神，争创一流。",
        "北京-上海的列车，A--B，各位领导 各位来宾",
        "目录\n第一章　总则......1\n第二章　任务......5",
        "要抓生产..\n.也要抓安全。",
    ] {
        assert_eq!(put_right(text), text);
    }
}

#[test]
fn a_diff_has_the_lines_that_change_and_three_around() {
    let line = |n: usize| match n {
        5 => "第五行写着村里有了路灯、广场...大家都说好。".to_owned(),
        6 => "第六行写着这是一件大事--关系每一个家庭。".to_owned(),
        20 => "末一行写着我们要坚持以人民为中心 的发展思想，办好实事。".to_owned(),
        n => format!("这里的第{n}行写得很好，没有什么要改。"),
    };
    let text = (1..=20).map(line).collect::<Vec<_>>().join("\n");
    let diff = wenyin::check::diff(&text, &wenyin::check::edits(&found(&text)), "讲话.txt");
    let unchanged = |from: usize, to: usize| (from..=to).map(|n| format!(" {}\n", line(n))).collect::<String>();
    let expected = format!(
        "--- a/讲话.txt\n+++ b/讲话.txt\n@@ -2,8 +2,8 @@\n{}-{}\n-{}\n+{}\n+{}\n{}@@ -17,4 +17,4 @@\n{}-{}\n\\ No newline at end of file\n+{}\n\\ No newline at end of file\n",
        unchanged(2, 4),
        line(5),
        line(6),
        line(5).replace("...", "……"),
        line(6).replace("--", "——"),
        unchanged(7, 9),
        unchanged(17, 19),
        line(20),
        line(20).replace(' ', ""),
    );
    assert_eq!(diff, expected);
    assert_eq!(wenyin::check::diff(&text, &[], "讲话.txt"), "");
}

#[cfg(feature = "cli")]
mod command {
    use std::path::Path;
    use std::process::{Command, Output};

    fn wenyin(folder: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wenyin"));
        command.current_dir(folder).args(arguments).env("LC_ALL", "en_US.UTF-8").output().expect("wenyin runs")
    }

    const TEXT: &str = "村里有了路灯、广场...大家都说好。\r\n我们要坚持以人民为中心 的发展思想，办好实事。\r\n";

    #[test]
    fn fix_shows_a_diff_and_writes_only_when_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("讲话.txt");
        let old = encoding_rs::GB18030.encode(TEXT).0.into_owned();
        std::fs::write(&path, &old).expect("a file");

        let shown = wenyin(folder.path(), &["check", "讲话.txt", "--fix"]);
        let diff = String::from_utf8_lossy(&shown.stdout).into_owned();
        assert_eq!(shown.status.code(), Some(3), "{shown:?}");
        assert!(
            diff.starts_with("--- a/讲话.txt\n") && diff.contains("\n+村里有了路灯、广场……大家都说好。\n"),
            "{diff}"
        );
        assert_eq!(std::fs::read(&path).expect("the file"), old);

        let written = wenyin(folder.path(), &["check", "讲话.txt", "--fix", "--write"]);
        assert_eq!((written.status.code(), written.stdout), (Some(0), shown.stdout));
        let new = TEXT.replace("...", "……").replace("中心 的", "中心的");
        assert_eq!(std::fs::read(&path).expect("the file"), encoding_rs::GB18030.encode(&new).0.into_owned());
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);

        let again = wenyin(folder.path(), &["check", "讲话.txt", "--fix", "--write"]);
        assert_eq!((again.status.code(), again.stdout.as_slice()), (Some(0), b"".as_slice()));
        // Writing without fixing says nothing, so it is refused.
        assert_eq!(wenyin(folder.path(), &["check", "讲话.txt", "--write"]).status.code(), Some(2));
    }

    #[test]
    fn review_copies_stand_beside_the_outputs() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = || {
            let all = std::fs::read_dir(folder.path()).expect("the folder");
            let mut all: Vec<String> =
                all.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned()).collect();
            all.sort();
            all
        };
        let code = |arguments: &[&str]| wenyin(folder.path(), arguments).status.code();
        std::fs::write(folder.path().join("a.txt"), "请XX同志发言。").expect("a file");
        std::fs::write(folder.path().join("b.txt"), "请大家发言。").expect("a file");
        // Where nothing was found there is nothing to review.
        assert_eq!(code(&["check", "a.txt", "b.txt", "--mark"]), Some(3));
        assert_eq!(names(), ["a.review.docx", "a.review.pdf", "a.txt", "b.txt"]);
        let review = std::fs::read(folder.path().join("a.review.pdf")).expect("a PDF");

        assert_eq!(code(&["convert", "a.txt", "--to", "pdf"]), Some(0));
        let clean = std::fs::read(folder.path().join("a.pdf")).expect("a PDF");
        assert_eq!(code(&["convert", "a.txt", "--to", "pdf,epub", "--mark"]), Some(3));
        assert_eq!(names(), ["a.epub", "a.pdf", "a.review.docx", "a.review.pdf", "a.txt", "b.txt"]);
        assert_eq!(std::fs::read(folder.path().join("a.pdf")).expect("a PDF"), clean);
        assert_eq!(std::fs::read(folder.path().join("a.review.pdf")).expect("a PDF"), review);

        // It would replace the output of another text.
        std::fs::write(folder.path().join("a.review.txt"), "请大家发言。").expect("a file");
        assert_eq!(code(&["convert", "a.txt", "a.review.txt", "--to", "pdf", "--mark"]), Some(2));
        assert_eq!(code(&["convert", "a.txt", "--to", "pdf", "-o", "-", "--mark"]), Some(2));
    }
}

/// Review copies.
#[cfg(all(feature = "pdf", feature = "docx", feature = "epub", feature = "embed-fonts"))]
mod marked {
    use std::io::Read as _;

    use lopdf::{Dictionary, Object};
    use wenyin::check::Finding;
    use wenyin::model::Document;
    use wenyin::{Converter, Format, RemarkLanguage};

    const TEXT: &str = "在全县大会上的讲话\n（2025年2月30日）\n同志们：\n请XX同志发言。这是一件大事--关系全局，关系每一个家庭，关系每一个村子的每一户人家，大家要看到，这是XXX同志多次说过的，要弘扬“工匠精神，争创一流。\n谢谢大家！";

    fn reviewed(text: &str) -> (Converter, Document, Vec<Finding>) {
        let converter = Converter::builder().build().expect("the faces");
        let document = super::read(text);
        let findings = converter.check(&document);
        (converter, document, findings)
    }

    /// Page, annotation.
    fn annotations(pdf: &[u8]) -> Vec<(usize, Dictionary)> {
        let pdf = lopdf::Document::load_mem(pdf).expect("a PDF");
        let resolve = |object: &Object| pdf.dereference(object).expect("an object").1.clone();
        let mut out = Vec::new();
        for (n, page) in pdf.get_pages().into_values().enumerate() {
            let page = pdf.get_dictionary(page).expect("a page");
            let Ok(list) = page.get(b"Annots") else { continue };
            for annotation in resolve(list).as_array().expect("a list") {
                out.push((n, resolve(annotation).as_dict().expect("an annotation").clone()));
            }
        }
        out
    }

    fn part(docx: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("a package");
        let mut text = String::new();
        archive.by_name(name).expect(name).read_to_string(&mut text).expect("XML");
        text
    }

    /// What stands between tags.
    fn words(xml: &str) -> String {
        xml.split('<')
            .filter_map(|tag| tag.strip_prefix("w:t ").or(tag.strip_prefix("w:t>")))
            .map(|t| t.split_once('>').map_or(t, |(_, words)| words))
            .collect()
    }

    #[test]
    fn every_finding_is_highlighted_where_it_is_printed() {
        let (converter, document, findings) = reviewed(TEXT);
        assert!(findings.len() >= 5, "{findings:?}");
        let rendered = converter.render_review(&document, &findings, RemarkLanguage::Chinese, &[Format::Pdf]);
        let found = annotations(rendered.expect("a review copy").pdf().expect("a PDF").bytes());
        assert_eq!(found.len(), findings.len());
        let pages = converter.layout(&document).expect("pages");
        let height = converter.profile().page.height.pt();
        for (finding, (page, annotation)) in findings.iter().zip(&found) {
            let words = &document.source.text[finding.start as usize..finding.end as usize];
            let text = |key: &[u8]| lopdf::decode_text_string(annotation.get(key).expect("a text")).expect("text");
            assert_eq!(annotation.get(b"Subtype").and_then(Object::as_name).expect("its kind"), b"Highlight");
            assert_eq!(annotation.get(b"F").and_then(Object::as_i64).expect("flags"), 4, "it prints");
            assert!(annotation.has(b"AP") && annotation.has(b"StructParent"));
            assert!(text(b"Contents").contains(&finding.zh), "{annotation:?}");
            // The characters under the boxes, by the layout, are those of the finding.
            let numbers = annotation.get(b"QuadPoints").and_then(Object::as_array).expect("corners");
            let numbers: Vec<f64> = numbers.iter().map(|n| f64::from(n.as_float().expect("a number"))).collect();
            let under: String = pages[*page]
                .lines
                .iter()
                .flat_map(|line| {
                    let (numbers, baseline) = (&numbers, height - line.baseline.pt());
                    line.runs.iter().flat_map(move |run| {
                        let glyphs = run.glyphs.iter().zip(run.text.chars());
                        glyphs
                            .filter(move |(glyph, _)| {
                                numbers.chunks(8).any(|q| {
                                    let x = glyph.x.pt() + 0.1;
                                    q[0] <= x && x < q[2] && q[5] < baseline && baseline < q[1]
                                })
                            })
                            .map(|(_, c)| c)
                    })
                })
                .collect();
            assert_eq!(under, words.replace('\n', ""), "{finding:?}");
        }
        // Without findings there is nothing of it.
        let clean = converter.render(&document, &[Format::Pdf]).expect("a PDF");
        assert_eq!(annotations(clean.pdf().expect("a PDF").bytes()), []);
    }

    #[test]
    fn findings_are_comments_in_word_and_an_epub_is_as_ever() {
        let (converter, document, findings) = reviewed(TEXT);
        let clean = converter.render(&document, Format::ALL).expect("outputs");
        let marked = converter.render_review(&document, &findings, RemarkLanguage::Chinese, Format::ALL);
        let marked = marked.expect("review copies");
        assert_eq!(clean.epub(), marked.epub());
        let (docx, plain) = (marked.docx().expect("a DOCX").bytes(), clean.docx().expect("a DOCX").bytes());
        let (xml, plain) = (part(docx, "word/document.xml"), part(plain, "word/document.xml"));
        assert_eq!(words(&xml), words(&plain), "the text is complete and in order");
        assert!(!plain.contains("comment") && !plain.contains("w:highlight"));
        let comments = part(docx, "word/comments.xml");
        for (id, finding) in findings.iter().enumerate() {
            let (_, rest) = xml.split_once(&format!("<w:commentRangeStart w:id=\"{id}\"")).expect("its beginning");
            let (inside, after) = rest.split_once(&format!("<w:commentRangeEnd w:id=\"{id}\"")).expect("its end");
            let wanted = &document.source.text[finding.start as usize..finding.end as usize];
            assert_eq!(words(inside), wanted.replace('\n', ""));
            assert!(inside.contains("<w:highlight w:val=\"yellow\""));
            assert!(after.contains(&format!("<w:commentReference w:id=\"{id}\"")));
            assert!(comments.contains(&finding.zh), "{comments}");
        }
        assert_eq!(comments.matches("<w:comment ").count(), findings.len());
    }

    #[test]
    fn a_list_of_the_findings_follows_the_text() {
        let (converter, document, findings) = reviewed(TEXT);
        let pages = converter.layout(&document).expect("pages").len();
        for language in [RemarkLanguage::Chinese, RemarkLanguage::English] {
            let rendered = converter.render_review(&document, &findings, language, &[Format::Pdf]);
            assert_eq!(rendered.expect("a review copy").pdf().and_then(wenyin::Output::pages), Some(pages + 1));
        }
        // A text made by hand has its places too, and what is a profile's own has none.
        let mut by_hand = document.clone();
        by_hand.source = wenyin::model::Source::default();
        let findings = converter.check(&by_hand);
        let rendered = converter.render_review(&by_hand, &findings, RemarkLanguage::English, &[Format::Pdf]);
        assert_eq!(annotations(rendered.expect("a review copy").pdf().expect("a PDF").bytes()).len(), findings.len());
    }
}
