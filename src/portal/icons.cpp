#include "portal/icons.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"

namespace aproape::portal {
namespace {

using Drawing = std::pair<std::string_view, Html (*)()>;

#define DRAWING(name, paths)                                                                       \
  Drawing {                                                                                        \
    name, [] {                                                                                     \
      return html_of(                                                                              \
          "<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">" paths \
          "</svg>");                                                                               \
    }                                                                                              \
  }

constexpr std::array<Drawing, 31> kDrawings{{
    DRAWING("arrest", "<path d=\"M4 3h16v18H4zM8.5 3v18M12 3v18M15.5 3v18\"/>"),
    DRAWING("back", "<path d=\"M15 5l-7 7 7 7\"/>"),
    DRAWING(
        "candle",
        "<path d=\"M8 21h8M9.5 21V11h5v10M12 11V9M12 3c2.4 2.6 2.4 4 0 5.500C9.600 7 9.600 5.600 12 3z\"/>"),
    DRAWING("chat", "<path d=\"M4 4h16v12h-9l-5 4v-4H4zM8 8.5h8M8 12h5\"/>"),
    DRAWING("check", "<path d=\"M4 12.5l5.5 5.5L20 6.5\"/>"),
    DRAWING("child",
            "<circle cx=\"12\" cy=\"8\" r=\"5\"/><path d=\"M10 9.5c1 1.3 3 1.3 4 0M12 3c-.5 1 0 2 1 2M5 21a7 "
            "6 0 0 1 14 0\"/>"),
    DRAWING("clock", "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7v5l3.5 2\"/>"),
    DRAWING("document", "<path d=\"M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6\"/>"),
    DRAWING("exit", "<path d=\"M14 4H5v16h9M10 12h11M17 8l4 4-4 4\"/>"),
    DRAWING("form", "<path d=\"M6 3h12v18H6zM9 8h6M9 12h6M9 16h3\"/>"),
    DRAWING("globe",
            "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M3 12h18M12 3c-5 5.5-5 12.5 0 18M12 3c5 5.5 5 "
            "12.5 0 18\"/>"),
    DRAWING("hospital", "<path d=\"M4 4h16v16H4zM12 8v8M8 12h8\"/>"),
    DRAWING("info", "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 11v6M12 7.5h.01\"/>"),
    DRAWING("mail", "<path d=\"M3 5.5h18v13H3zM3 7l9 6 9-6\"/>"),
    DRAWING("missing",
            "<circle cx=\"10\" cy=\"8\" r=\"3.5\"/><path d=\"M3 20a7 7 0 0 1 9-6.5\"/><circle cx=\"16.5\" "
            "cy=\"16\" r=\"3\"/><path "
            "d=\"M18.700 18.200L21.500 21\"/>"),
    DRAWING("next", "<path d=\"M9 5l7 7-7 7\"/>"),
    DRAWING("passport",
            "<path d=\"M5 3h14v18H5z\"/><circle cx=\"12\" cy=\"10\" r=\"3.5\"/><path d=\"M9 17h6\"/>"),
    DRAWING("pencil",
            "<path d=\"M4 20l1.200-4.800L16 4.400l3.600 3.600L8.800 18.800zM13.500 7l3.600 3.600\"/>"),
    DRAWING("people",
            "<circle cx=\"9\" cy=\"8\" r=\"3.5\"/><path d=\"M2.5 20a6.5 6.5 0 0 1 13 0M15.5 4.8a3.5 3.5 0 0 "
            "1 0 6.4M18 14.5a6.5 6.5 0 "
            "0 1 3.5 5.5\"/>"),
    DRAWING("person", "<circle cx=\"12\" cy=\"8\" r=\"4\"/><path d=\"M4 21a8 8 0 0 1 16 0\"/>"),
    DRAWING("phone",
            "<path d=\"M6 3h3l2 5-2.5 1.8a12 12 0 0 0 5.7 5.7L16 13l5 2v3a3 3 0 0 1-3.2 3A16 16 0 0 1 3 6.2 "
            "3 3 0 0 1 6 3z\"/>"),
    DRAWING("photo", "<path d=\"M3 7h4l2-3h6l2 3h4v13H3z\"/><circle cx=\"12\" cy=\"13\" r=\"4\"/>"),
    DRAWING("plane",
            "<path d=\"M12 2.500c1.200 0 1.800 1 1.800 2.500v4l7.200 4.500v2.200L13.800 13.500v4l2.200 "
            "1.700v1.800L12 20l-4 1v-1.800l2.200-1.700v-4L3 "
            "15.700v-2.200L10.200 9V5c0-1.500.6-2.500 1.800-2.500z\"/>"),
    DRAWING("print", "<path d=\"M7 8V3h10v5M5 8h14v9h-3M8 17H5V8M8 14h8v7H8z\"/>"),
    DRAWING("rings",
            "<circle cx=\"9\" cy=\"14\" r=\"6\"/><circle cx=\"15\" cy=\"14\" r=\"6\"/><path d=\"M7 5l2 3 "
            "2-3z\"/>"),
    DRAWING("search", "<circle cx=\"10.5\" cy=\"10.5\" r=\"6.5\"/><path d=\"M15.5 15.5L21 21\"/>"),
    DRAWING("stop", "<path d=\"M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6\"/>"),
    DRAWING("stranded", "<path d=\"M4 20h16M6 20V9l6-5 6 5v11M10 20v-6h4v6\"/>"),
    DRAWING("vote", "<path d=\"M4 12h16v9H4zM8 12V4h8v8M10 8l1.500 1.500L14.500 7\"/>"),
    DRAWING("warning", "<path d=\"M12 3l10 18H2zM12 10v5M12 18h.01\"/>"),
    DRAWING("work", "<path d=\"M3 8h18v12H3zM9 8V4h6v4M3 13h18\"/>"),
}};

const Drawing* find(std::string_view name) {
  const auto* found =
      std::find_if(kDrawings.begin(), kDrawings.end(), [&](const Drawing& d) { return d.first == name; });
  return found == kDrawings.end() ? nullptr : found;
}

}  // namespace

bool has_icon(std::string_view name) {
  return find(name) != nullptr;
}

Html icon(std::string_view name) {
  const Drawing* drawing = find(name);
  if (drawing == nullptr) throw Error(ErrorKind::internal, "internal", "no icon " + std::string(name));
  return drawing->second();
}

Html shield() {
  return html_of(
      "<svg viewBox=\"0 0 34 40\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M2 2h30v20c0 9-8 13-15 "
      "16C10 35 2 31 2 "
      "22z\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2\"/><path d=\"M6 6h22v15.500c0 6.500-5.500 "
      "9.700-11 12.200-5.500-2.500-11-5.700-11-12.200z\" fill=\"none\" stroke=\"#fff\" stroke-dasharray=\"2 "
      "2\"/></svg>");
}

}  // namespace aproape::portal
