#include <chrono>
#include <cstdio>
#include <string>

#include "formats/html/sanitize.hpp"
#include "formats/html/text.hpp"

// Megabytes a second of both readers of HTML, and the bars of guides/mail.md 2.4. Prints one JSON object a
// line.
namespace {

template <class Work>
void measure(const char* name, const std::string& input, double bar_ms, Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work(input);
  const double ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  std::printf("{\"name\":\"%s\",\"bytes\":%zu,\"ms\":%.1f,\"mb_per_s\":%.0f,\"bar_ms\":%.0f}\n", name,
              input.size(), ms, static_cast<double>(input.size()) / 1e3 / ms, bar_ms);
}

std::string repeat(const std::string& what, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += what;
  return out;
}

}  // namespace

int main() {
  const std::string letter =
      "<p style=\"margin:0;font-family:Arial\">Bună ziua, doresc informații despre <b>pașaport</b>.</p>"
      "<table width=100%><tr><td align=left>Nume</td><td>Popescu &amp; fiii</td></tr></table>"
      "<a href=\"https://example.org/a?b=1&amp;c=2\">legătură</a><br>\n";
  const auto text = [](const std::string& in) { (void)aproape::html::to_text(in); };
  const auto clean = [](const std::string& in) { (void)aproape::html::sanitize(in, 64U << 20U); };
  const std::string letters = repeat(letter, 10'000'000);
  const std::string words = repeat("cuvinte multe ", 10'000'000);
  const std::string deep = repeat("<div>", 500'000);
  const std::string attributes = "<p " + repeat("a=\"b\" ", 10'000'000) + ">";
  measure("text_letters_10mb", letters, 500, text);
  measure("text_words_10mb", words, 500, text);
  measure("text_100000_nested", deep, 50, text);
  measure("text_attributes_10mb", attributes, 500, text);
  measure("sanitize_letters_10mb", letters, 500, clean);
  measure("sanitize_words_10mb", words, 500, clean);
  measure("sanitize_100000_nested", deep, 50, clean);
  measure("sanitize_attributes_10mb", attributes, 500, clean);
  return 0;
}
