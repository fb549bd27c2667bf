#include "render/letter.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>

#include "base/error.hpp"

namespace aproape::render {
namespace {

// A4 in points; the margins of SR 13393 letters, a wider one on the left for the file.
constexpr double kWidth = 595.28;
constexpr double kHeight = 841.89;
constexpr double kLeft = 71;
constexpr double kRight = 57;
constexpr double kTop = 57;
constexpr double kBottom = 62;
constexpr double kInner = kWidth - kLeft - kRight;
constexpr const char* kFont = "DejaVu Serif, serif";
constexpr double kBody = 11;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(static_cast<const char*>(static_cast<const void*>(data)),
                                             length);
  return CAIRO_STATUS_SUCCESS;
}

class Page {
 public:
  Page(const Letter& letter, std::string& bytes)
      : letter_(letter),
        surface_(cairo_pdf_surface_create_for_stream(append, &bytes, kWidth, kHeight), cairo_surface_destroy),
        context_(cairo_create(surface_.get()), cairo_destroy) {
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, letter.subject.c_str());
  }

  void draw() {
    flow(letter_.sender, 13, true, PANGO_ALIGN_LEFT);
    for (const std::string& line : letter_.addresses)
      if (!line.empty()) flow(line, 8.5, false, PANGO_ALIGN_LEFT);
    gap(6);
    rule();
    gap(10);
    flow(letter_.number_label + ' ' + letter_.number, kBody, true, PANGO_ALIGN_LEFT);
    flow(letter_.place_and_date, kBody, false, PANGO_ALIGN_RIGHT);
    gap(18);
    flow(letter_.addressee, kBody, true, PANGO_ALIGN_LEFT);
    gap(18);
    flow(letter_.subject_label + ": " + letter_.subject, kBody, true, PANGO_ALIGN_LEFT);
    gap(10);
    flow(letter_.text, kBody, false, PANGO_ALIGN_LEFT);
    gap(28);
    flow(letter_.signature, kBody, false, PANGO_ALIGN_RIGHT);
    foot();
  }

  // Throws where the library failed.
  void finish() {
    cairo_show_page(context_.get());
    cairo_surface_finish(surface_.get());
    if (cairo_status(context_.get()) != CAIRO_STATUS_SUCCESS ||
        cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS)
      throw Error(ErrorKind::internal, "render.failed", cairo_status_to_string(cairo_status(context_.get())));
  }

 private:
  using Layout = std::unique_ptr<PangoLayout, void (*)(gpointer)>;

  [[nodiscard]] Layout layout(const std::string& words, double points, bool bold,
                              PangoAlignment alignment) const {
    Layout made(pango_cairo_create_layout(context_.get()), g_object_unref);
    const std::unique_ptr<PangoFontDescription, void (*)(PangoFontDescription*)> font(
        pango_font_description_from_string(kFont), pango_font_description_free);
    pango_font_description_set_absolute_size(font.get(), points * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(made.get(), font.get());
    pango_layout_set_width(made.get(), static_cast<int>(kInner * PANGO_SCALE));
    pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(made.get(), alignment);
    pango_layout_set_spacing(made.get(), static_cast<int>(points * 0.25 * PANGO_SCALE));
    pango_layout_set_text(made.get(), words.data(), static_cast<int>(words.size()));
    return made;
  }

  // Lines from here on, over as many pages as they take: a page ends between two lines.
  void flow(const std::string& words, double points, bool bold, PangoAlignment alignment) {
    if (words.empty()) return;
    const Layout text = layout(words, points, bold, alignment);
    const std::unique_ptr<PangoLayoutIter, void (*)(PangoLayoutIter*)> line(pango_layout_get_iter(text.get()),
                                                                            pango_layout_iter_free);
    do {
      PangoRectangle logical;
      pango_layout_iter_get_line_extents(line.get(), nullptr, &logical);
      const double height = static_cast<double>(logical.height) / PANGO_SCALE;
      if (y_ + height > kHeight - kBottom) next_page();
      const double baseline =
          static_cast<double>(pango_layout_iter_get_baseline(line.get()) - logical.y) / PANGO_SCALE;
      cairo_set_source_rgb(context_.get(), 0, 0, 0);
      cairo_move_to(context_.get(), kLeft + static_cast<double>(logical.x) / PANGO_SCALE, y_ + baseline);
      pango_cairo_show_layout_line(context_.get(), pango_layout_iter_get_line_readonly(line.get()));
      y_ += height + points * 0.25;
    } while (pango_layout_iter_next_line(line.get()) != FALSE);
  }

  void gap(double points) { y_ += points; }

  void rule() {
    cairo_set_source_rgb(context_.get(), 0, 0, 0);
    cairo_set_line_width(context_.get(), 0.7);
    cairo_move_to(context_.get(), kLeft, y_);
    cairo_line_to(context_.get(), kLeft + kInner, y_);
    cairo_stroke(context_.get());
  }

  void foot() {
    const Layout text = layout(letter_.number + " · " + letter_.page_label + ' ' + std::to_string(page_), 8,
                               false, PANGO_ALIGN_CENTER);
    cairo_move_to(context_.get(), kLeft, kHeight - kBottom + 22);
    pango_cairo_show_layout(context_.get(), text.get());
  }

  void next_page() {
    foot();
    cairo_show_page(context_.get());
    ++page_;
    y_ = kTop;
  }

  const Letter& letter_;
  std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface_;
  std::unique_ptr<cairo_t, void (*)(cairo_t*)> context_;
  double y_ = kTop;
  int page_ = 1;
};

}  // namespace

std::string to_pdf(const Letter& letter) {
  std::string bytes;
  Page page(letter, bytes);
  page.draw();
  page.finish();
  return bytes;
}

}  // namespace aproape::render
