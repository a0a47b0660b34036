//! Mistakes in the arguments themselves, in Chinese. English is clap's own.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What is wrong and what to do; nothing for help and versions, which are no mistakes.
pub(super) fn in_chinese(error: &clap::Error) -> Option<String> {
    let one = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(list)) => list.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(list)) => list.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let argument = one(ContextKind::InvalidArg);
    let value = one(ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有选项 {argument}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", one(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 缺少值"),
        ErrorKind::InvalidValue => format!("{argument} 的值“{value}”不对"),
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(|e| format!("（{e}）")).unwrap_or_default();
            format!("{argument} 的值“{value}”不对{reason}")
        }
        ErrorKind::NoEquals => format!("{argument} 与值之间要有等号"),
        ErrorKind::TooManyValues => format!("{argument} 不能再有值“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 的值个数不对"),
        ErrorKind::ArgumentConflict => match one(ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == argument => format!("{argument} 只能给一次"),
            prior => format!("{argument} 不能与 {prior} 并用"),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand => format!("缺少命令；可用的有：{}", one(ContextKind::ValidSubcommand)),
        ErrorKind::InvalidUtf8 => "参数不是有效的 UTF-8 文字".to_owned(),
        _ => return None,
    };
    let mut told = format!("用法错误：{sentence}");
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand].map(one).concat();
    if !suggested.is_empty() {
        told += &format!("；是不是 {suggested}？");
    }
    let valid = one(ContextKind::ValidValue);
    if !valid.is_empty() {
        told += &format!("；可用的有：{valid}");
    }
    Some(format!("{told}\n用法见 --help\n"))
}
