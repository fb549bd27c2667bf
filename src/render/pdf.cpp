#include "render/pdf.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/error.hpp"

namespace aproape::render {
namespace {

// A4 in points, with the margins of an office letter.
constexpr double kWidth = 595.28;
constexpr double kHeight = 841.89;
constexpr double kMargin = 42;
constexpr double kInner = kWidth - 2 * kMargin;
constexpr double kSmallest = 2.0 / 3;
constexpr const char* kFont = "Inter, DejaVu Sans, sans-serif";

struct Ink {
  double red, green, blue;
};
constexpr Ink kInk{0.08, 0.13, 0.18};
constexpr Ink kMuted{0.33, 0.38, 0.44};
constexpr Ink kLine{0.85, 0.87, 0.90};
constexpr Ink kBrand{0.04, 0.31, 0.54};

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(static_cast<const char*>(static_cast<const void*>(data)),
                                             length);
  return CAIRO_STATUS_SUCCESS;
}

std::string text_of(const Cell& cell, const std::string& language) {
  if (const auto* number = std::get_if<double>(&cell)) return shown_number(*number, language);
  return std::get<std::string>(cell);
}

// Draws from top to bottom on as many pages as it takes.
class Writer {
 public:
  Writer(const Document& document, double scale, std::string& bytes)
      : document_(document),
        scale_(scale),
        surface_(cairo_pdf_surface_create_for_stream(append, &bytes, kWidth, kHeight), cairo_surface_destroy),
        context_(cairo_create(surface_.get()), cairo_destroy) {
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, document.title.c_str());
  }

  void draw() {
    text(document_.title, 18, true, kInk, kMargin, kInner, PANGO_ALIGN_LEFT);
    y_ += line(18) + 2 * scale_;
    text(document_.subtitle, 9, false, kMuted, kMargin, kInner, PANGO_ALIGN_LEFT);
    y_ += line(9) + 12 * scale_;
    tiles();
    for (const Table& table : document_.tables) draw_table(table);
    end_page();
  }

  // Throws where the library failed.
  void finish() {
    cairo_show_page(context_.get());
    cairo_surface_finish(surface_.get());
    if (cairo_status(context_.get()) != CAIRO_STATUS_SUCCESS ||
        cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS)
      throw Error(ErrorKind::internal, "render.failed", cairo_status_to_string(cairo_status(context_.get())));
  }
  [[nodiscard]] int pages() const { return pages_; }

 private:
  [[nodiscard]] double line(double points) const { return points * 1.35 * scale_; }

  void ink(const Ink& colour) { cairo_set_source_rgb(context_.get(), colour.red, colour.green, colour.blue); }

  // One line, shortened with an ellipsis where it is too long.
  void text(const std::string& words, double points, bool bold, const Ink& colour, double x, double width,
            PangoAlignment alignment) {
    const std::unique_ptr<PangoLayout, void (*)(gpointer)> layout(pango_cairo_create_layout(context_.get()),
                                                                  g_object_unref);
    const std::unique_ptr<PangoFontDescription, void (*)(PangoFontDescription*)> font(
        pango_font_description_from_string(kFont), pango_font_description_free);
    pango_font_description_set_absolute_size(font.get(), points * scale_ * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_alignment(layout.get(), alignment);
    pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
    ink(colour);
    cairo_move_to(context_.get(), x, y_);
    pango_cairo_show_layout(context_.get(), layout.get());
  }

  void rule() {
    ink(kLine);
    cairo_set_line_width(context_.get(), 0.5);
    cairo_move_to(context_.get(), kMargin, y_);
    cairo_line_to(context_.get(), kMargin + kInner, y_);
    cairo_stroke(context_.get());
  }

  void tiles() {
    if (document_.tiles.empty()) return;
    const double width = kInner / static_cast<double>(document_.tiles.size());
    const double top = y_;
    double x = kMargin;
    for (const Tile& tile : document_.tiles) {
      y_ = top;
      text(tile.label, 8, false, kMuted, x, width - 8, PANGO_ALIGN_LEFT);
      y_ += line(8);
      text(tile.value, 16, true, kBrand, x, width - 8, PANGO_ALIGN_LEFT);
      y_ += line(16);
      text(tile.note, 7.5, false, kMuted, x, width - 8, PANGO_ALIGN_LEFT);
      x += width;
    }
    y_ += line(7.5) + 12 * scale_;
  }

  void make_room(double height) {
    if (y_ + height <= kHeight - kMargin - line(8)) return;
    end_page();
    cairo_show_page(context_.get());
    ++pages_;
    y_ = kMargin;
  }

  void end_page() {
    const double at = y_;
    y_ = kHeight - kMargin;
    text(document_.footer, 7.5, false, kMuted, kMargin, kInner, PANGO_ALIGN_LEFT);
    y_ = at;
  }

  void draw_table(const Table& table) {
    make_room(line(11) + 3 * line(8.5));
    text(table.heading, 11, true, kInk, kMargin, kInner, PANGO_ALIGN_LEFT);
    y_ += line(11) + 3 * scale_;
    double all = 0;
    for (const Column& column : table.columns) all += column.share;
    std::vector<std::string> names;
    for (const Column& column : table.columns) names.push_back(column.name);
    row(table, names, all, kMuted);
    rule();
    for (const auto& cells : table.rows) {
      make_room(line(8.5) + 4 * scale_);
      std::vector<std::string> words;
      for (const Cell& cell : cells) words.push_back(text_of(cell, document_.language));
      row(table, words, all, kInk);
      rule();
    }
    y_ += 12 * scale_;
  }

  void row(const Table& table, const std::vector<std::string>& words, double all, const Ink& colour) {
    y_ += 2 * scale_;
    double x = kMargin;
    for (std::size_t i = 0; i < table.columns.size() && i < words.size(); ++i) {
      const double width = kInner * table.columns[i].share / all;
      text(words[i], 8.5, false, colour, x, width - 6,
           table.columns[i].number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
      x += width;
    }
    y_ += line(8.5) + 2 * scale_;
  }

  const Document& document_;
  double scale_;
  std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface_;
  std::unique_ptr<cairo_t, void (*)(cairo_t*)> context_;
  double y_ = kMargin;
  int pages_ = 1;
};

struct Drawn {
  std::string bytes;
  int pages = 1;
};

Drawn draw(const Document& document, double scale) {
  Drawn drawn;
  Writer writer(document, scale, drawn.bytes);
  writer.draw();
  writer.finish();
  drawn.pages = writer.pages();
  return drawn;
}

// Takes the last row of the longest table away; false where there is none.
bool shorten(Document& document) {
  const auto longest =
      std::max_element(document.tables.begin(), document.tables.end(),
                       [](const Table& a, const Table& b) { return a.rows.size() < b.rows.size(); });
  if (longest == document.tables.end() || longest->rows.empty()) return false;
  longest->rows.pop_back();
  return true;
}

}  // namespace

std::string to_pdf(const Document& document, bool one_page) {
  Drawn drawn = draw(document, 1);
  if (!one_page) return std::move(drawn.bytes);
  for (double scale = 0.92; drawn.pages > 1 && scale >= kSmallest; scale -= 0.08)
    drawn = draw(document, scale);
  Document shorter = document;
  int left_out = 0;
  while (drawn.pages > 1 && shorten(shorter)) {
    ++left_out;
    shorter.footer = document.footer + " · +" + std::to_string(left_out);
    drawn = draw(shorter, kSmallest);
  }
  return std::move(drawn.bytes);
}

}  // namespace aproape::render
