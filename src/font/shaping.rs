//! A face's shaper, and how it goes about each script: a plan is the same for every word.

use std::sync::{Arc, Mutex, PoisonError};

use harfrust::{Buffer, Direction, Font, ShapeOptions, ShapePlan, ShapePlanKey, ShaperFont};
use read_fonts::model::Blob;

/// A face as the shaper has it.
pub(crate) struct Shaping {
    font: Font,
    /// One for each script that was asked for.
    plans: Mutex<Vec<Arc<ShapePlan>>>,
}

impl Shaping {
    /// None for a face that the shaper cannot read.
    pub(super) fn new(data: Blob, index: u32) -> Option<Self> {
        Some(Self { font: Font::new(data, index)?, plans: Mutex::default() })
    }

    /// The glyphs of a word or more, from left to right; none where the shaper fails.
    pub(crate) fn shape(&self, text: &str) -> Option<Buffer> {
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let plan = self.plan(&buffer);
        let options = ShapeOptions::new().plan(Some(&plan));
        harfrust::shape(&ShaperFont::new(&self.font), &mut buffer, options).ok().map(|()| buffer)
    }

    fn plan(&self, buffer: &Buffer) -> Arc<ShapePlan> {
        let (script, direction, language) = (buffer.script(), buffer.direction(), buffer.language());
        let key = ShapePlanKey::new(&self.font, script, direction).language(language);
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = plans.iter().find(|plan| key.matches(plan)) {
            return Arc::clone(plan);
        }
        let plan = Arc::new(ShapePlan::new(&self.font, direction, script, language, &[]));
        plans.push(Arc::clone(&plan));
        plan
    }
}
