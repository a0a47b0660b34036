//! What the PDF writer costs beside the least that can be written.
//!
//! The floor embeds the same subsets and shows the same glyphs at the same places with
//! pdf-writer, with ToUnicode so that text can be copied, and with nothing else: no tags, no
//! outline, no metadata, no object streams. Both write pages that are laid out already, on one
//! thread. The sizes of the two files are printed first.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark may fail; criterion's macros make the items"
)]

mod text;

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use libdeflater::{CompressionLvl, Compressor};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;
use wenyin::font::{FaceId, FontSet, GlyphId};
use wenyin::layout::{GlyphRun, Page};
use wenyin::{Converter, Format};

fn deflate(compressor: &mut Compressor, data: &[u8]) -> Vec<u8> {
    let mut out = vec![0; compressor.zlib_compress_bound(data.len())];
    let length = compressor.zlib_compress(data, &mut out).unwrap();
    out.truncate(length);
    out
}

/// A4 pages with these glyphs, and no more than it takes to show and copy them.
fn floor(fonts: &FontSet, pages: &[Page]) -> Vec<u8> {
    let mut compressor = Compressor::new(CompressionLvl::new(6).unwrap());
    let runs = || pages.iter().flat_map(wenyin::layout::Page::all_lines).flat_map(|l| &l.runs);
    let mut used: BTreeMap<FaceId, BTreeMap<u16, &str>> = BTreeMap::new();
    for run in runs() {
        let glyphs = used.entry(run.face).or_default();
        let mut at = 0;
        for glyph in &run.glyphs {
            let end = at + usize::from(glyph.text_len);
            glyphs.entry(glyph.id.to_u32() as u16).or_insert(&run.text[at..end]);
            at = end;
        }
    }
    let mut remappers = BTreeMap::new();
    for (face, glyphs) in &used {
        let mut remapper = GlyphRemapper::new();
        for glyph in glyphs.keys() {
            remapper.remap(*glyph);
        }
        remappers.insert(*face, remapper);
    }

    let mut next = Ref::new(1);
    let (catalog, tree) = (next.bump(), next.bump());
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    let mut names = BTreeMap::new();
    for (id, remapper) in &remappers {
        let face = fonts.face(*id);
        let (font, cid, descriptor, cmap, file) = (next.bump(), next.bump(), next.bump(), next.bump(), next.bump());
        let name = Name(face.names().postscript.as_bytes());
        let system_info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(cmap);
        let mut cid = pdf.cid_font(cid);
        cid.subtype(CidFontType::Type2).base_font(name).system_info(system_info).font_descriptor(descriptor);
        cid.cid_to_gid_map_predefined(Name(b"Identity"));
        let upem = f32::from(face.units_per_em());
        let widths =
            remapper.remapped_gids().map(|g| face.advance(GlyphId::new(u32::from(g))).0 as f32 * 1000.0 / upem);
        cid.widths().consecutive(0, widths);
        cid.finish();
        let box_ = Rect::new(0.0, -200.0, 1000.0, 900.0);
        pdf.font_descriptor(descriptor)
            .name(name)
            .flags(FontFlags::SYMBOLIC)
            .bbox(box_)
            .italic_angle(0.0)
            .ascent(880.0)
            .descent(-120.0)
            .cap_height(700.0)
            .stem_v(80.0)
            .font_file2(file);
        let mut unicode = UnicodeCmap::new(Name(b"Custom"), system_info);
        for (old, text) in &used[id] {
            unicode.pair_with_multiple(remapper.get(*old).unwrap(), text.chars());
        }
        pdf.cmap(cmap, &deflate(&mut compressor, &unicode.finish())).filter(pdf_writer::Filter::FlateDecode);
        let program = subsetter::subset(face.data(), face.index(), remapper).unwrap();
        let deflated = deflate(&mut compressor, &program);
        pdf.stream(file, &deflated)
            .filter(pdf_writer::Filter::FlateDecode)
            .pair(Name(b"Length1"), program.len() as i32);
        names.insert(*id, (format!("F{}", id.0), font));
    }
    let mut kids = Vec::new();
    for page in pages {
        let (id, content) = (next.bump(), next.bump());
        kids.push(id);
        let mut out = Content::new();
        out.begin_text();
        for line in page.all_lines() {
            for run in &line.runs {
                let (name, _) = &names[&run.face];
                out.set_font(Name(name.as_bytes()), run.size.pt() as f32);
                show(&mut out, fonts, run, &remappers[&run.face], 841.89 - line.baseline.pt());
            }
        }
        out.end_text();
        pdf.stream(content, &deflate(&mut compressor, &out.finish())).filter(pdf_writer::Filter::FlateDecode);
        let mut page = pdf.page(id);
        page.media_box(Rect::new(0.0, 0.0, 595.276, 841.89)).parent(tree).contents(content);
        let mut resources = page.resources();
        let mut dict = resources.fonts();
        for (name, font) in names.values() {
            dict.pair(Name(name.as_bytes()), *font);
        }
    }
    pdf.pages(tree).count(kids.len() as i32).kids(kids);
    pdf.finish()
}

fn show(out: &mut Content, fonts: &FontSet, run: &GlyphRun, remapper: &GlyphRemapper, y: f64) {
    let Some(first) = run.glyphs.first() else { return };
    let face = fonts.face(run.face);
    let em = run.size.pt() / 1000.0;
    out.set_text_matrix([1.0, 0.0, 0.0, 1.0, first.x.pt() as f32, y as f32]);
    let mut positioned = out.show_positioned();
    let mut items = positioned.items();
    let mut pen = first.x.pt();
    for glyph in &run.glyphs {
        let back = ((pen - glyph.x.pt()) / em * 10.0).round() / 10.0;
        if back != 0.0 {
            items.adjust(back as f32);
            pen -= back * em;
        }
        items.show(Str(&remapper.get(glyph.id.to_u32() as u16).unwrap().to_be_bytes()));
        pen += f64::from(face.advance(glyph.id).0) * 1000.0 / f64::from(face.units_per_em()) * em;
    }
}

fn writers(c: &mut Criterion) {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let wenyin = Converter::builder().build().unwrap();
    let texts = [("seed", text::seed()), ("20000", text::speech(20_000).into_bytes())];
    for (name, bytes) in texts {
        let document = wenyin.parse(&bytes).unwrap();
        let pages = wenyin.layout(&document).unwrap();
        let least = floor(wenyin.fonts(), &pages);
        let ours = wenyin.write_pdf(&document, &pages).unwrap();
        assert_eq!(ours, wenyin.render(&document, &[Format::Pdf]).unwrap().pdf().unwrap().bytes());
        println!("{name}: floor {} bytes, wenyin {} bytes", least.len(), ours.len());
        let mut group = c.benchmark_group(format!("pdf {name}"));
        group.sample_size(30);
        group.bench_function("floor", |b| b.iter(|| floor(black_box(wenyin.fonts()), black_box(&pages))));
        group.bench_function("wenyin", |b| {
            b.iter(|| wenyin.write_pdf(black_box(&document), black_box(&pages)).unwrap())
        });
        group.finish();
    }
}

criterion_group!(benches, writers);
criterion_main!(benches);
