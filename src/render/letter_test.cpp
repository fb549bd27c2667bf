#include "render/letter.hpp"

#include <doctest/doctest.h>
#include <malloc.h>

using aproape::render::Letter;
using aproape::render::to_pdf;

namespace {

Letter letter() {
  Letter one;
  one.sender = "Ambasada României la Roma";
  one.number = "AP-2026-000123";
  one.number_label = "Nr.";
  one.subject_label = "Referitor la";
  one.page_label = "pagina";
  one.place_and_date = "Roma, 24 noiembrie 2026";
  one.addressee = "Direcția pentru Evidența Persoanelor\nBucurești";
  one.subject = "Verificarea identității";
  one.text = "Vă rugăm să verificați identitatea persoanei numite mai jos: Ștefan Țurcanu.";
  one.signature = "Consul";
  return one;
}

int pages(const std::string& pdf) {
  int count = 0;
  for (std::size_t at = pdf.find("/Type /Page\n"); at != std::string::npos;
       at = pdf.find("/Type /Page\n", at + 1))
    ++count;
  return count;
}

}  // namespace

TEST_CASE("a letter is one page of PDF, a long one as many as it takes") {
  const std::string small = to_pdf(letter());
  CHECK(small.starts_with("%PDF-"));
  CHECK(small.find("%%EOF") != std::string::npos);
  Letter tall = letter();
  for (int i = 0; i < 200; ++i)
    tall.text += "\n\nParagraful numărul " + std::to_string(i) + " al unei scrisori lungi.";
  const std::string large = to_pdf(tall);
  CHECK(large.size() > small.size());
  CHECK(pages(large) >= pages(small));
}

TEST_CASE("a letter of nothing, and one long word, end as PDF") {
  CHECK(to_pdf({}).starts_with("%PDF-"));
  Letter one = letter();
  one.text = std::string(20'000, 'x');
  CHECK(to_pdf(one).starts_with("%PDF-"));
}

// The libraries keep the fonts that they have read, and glyphs up to a limit; a document must leave nothing.
TEST_CASE("drawing letter after letter takes no more memory") {
  const auto draw = [](int from, int to) {
    for (int i = from; i < to; ++i) {
      Letter one = letter();
      one.number = "AP-2026-" + std::to_string(100'000 + i);
      for (int line = 0; line < 20; ++line)
        one.text += "\n\nRândul " + std::to_string(i * 1000 + line) + " țară, știre.";
      REQUIRE(to_pdf(one).starts_with("%PDF-"));
    }
  };
  draw(0, 60);
  const auto before = static_cast<long long>(mallinfo2().uordblks);
  draw(60, 180);
  const auto after = static_cast<long long>(mallinfo2().uordblks);
  MESSAGE("bytes in use after 60 letters: " << before << ", after 180: " << after);
  CHECK(after - before < 120 * 1024);  // less than a kilobyte a letter, where one takes some thirty
}
