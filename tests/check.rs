//! The last look before printing: what was planted is found, what is right is left alone, and the
//! page that describes it is the table's.

#![allow(clippy::expect_used, reason = "a test may stop at what it cannot go on without")]

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
    (Code::HanSpace, &["以人民为中心 的发展思想", "高质量 发展的路子", "把工作 落到实处"]),
    (Code::OrdinalGap, &["一是抓学，二是抓干，四是抓查", "第一，要快。第二，要实。第四，要好", "一是抓学，三是抓干"]),
    (Code::OrdinalRepeat, &["一是抓学，二是抓干，二是抓查", "第一，要快。第二，要实。第二，要好"]),
    (Code::PrivateUse, &["请\u{E863}同志发言"]),
    (Code::Compatibility, &["全县⼈民的大事", "全村⽔利的大事"]),
    (Code::NestedQuotes, &["他说“要把“实”字写在前面”"]),
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
    (Code::DateStyles, "2025年3月5日，工程开工。2025年6月1日，主体封顶，到二〇二五年九月三十日交付使用。"),
    (Code::HeadingBare, "一、抓春耕\n要抢农时，早动手。\n二、\n要修渠道，通到田。"),
    (Code::HeadingBare, "一、抓春耕\n（一）备种子。要备足备好，早调早运。\n（二）\n要保证供应，稳住价格。"),
    (
        Code::SectionEmpty,
        "一、抓春耕\n要抢农时，早动手，保证颗粒归仓，不误一天。\n二、抓水利\n三、抓安全\n要查隐患，不留死角，确保全年平安无事。",
    ),
    (Code::SalutationColon, "在全县春耕动员会上的讲话\n同志们，\n今天我们召开全县春耕动员大会，安排今年的工作。"),
    (Code::SalutationColon, "在全县教师节大会上的讲话\n老师们、同志们，\n今天我们欢聚一堂，庆祝教师节，表彰先进。"),
    (Code::OutsideTable, "要把羣众的事办好，让大家满意，为全县发展多作贡献，把各项工作落到实处。"),
    (Code::OutsideTable, "全县峯会今天开幕，让大家满意，为全县发展多作贡献，把各项工作落到实处。"),
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
    assert!(missed.len() * 20 <= cases.len(), "{} of {}: {missed:#?}", missed.len(), cases.len());
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
}
