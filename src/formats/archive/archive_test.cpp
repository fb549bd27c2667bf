#include <doctest/doctest.h>
#include <zlib.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "formats/archive/inspect.hpp"

using aproape::archive::inspect;
using namespace std::string_literals;

namespace {

bool found(std::string_view bytes, std::string_view flag, std::string_view name = "a.zip") {
  const auto flags = inspect(bytes, name);
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

std::string little(std::uint64_t value, std::size_t width) {
  std::string out;
  for (std::size_t i = 0; i < width; ++i, value >>= 8U) out += static_cast<char>(value & 255U);
  return out;
}

// Deflated as a gzip file, as zlib, or bare, by zlib's window bits.
std::string deflated(const std::string& bytes, int window) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

struct Entry {
  std::string name;
  std::string content;
  int flags = 0;
  std::int64_t claimed = -1;  // unpacked size in the directory, where it lies
};

// `same_place`: all entries of the directory point at the first one's bytes.
std::string zip(const std::vector<Entry>& entries, bool same_place = false) {
  std::string out;
  std::string directory;
  for (const Entry& entry : entries) {
    const std::string packed = deflated(entry.content, -15);
    const std::size_t offset = same_place ? 0 : out.size();
    const std::uint64_t size =
        entry.claimed >= 0 ? static_cast<std::uint64_t>(entry.claimed) : entry.content.size();
    const std::string common = little(20, 2) + little(static_cast<unsigned>(entry.flags), 2) + little(8, 2) +
                               little(0, 8) + little(packed.size(), 4) + little(size, 4) +
                               little(entry.name.size(), 2) + little(0, 2);
    if (!same_place || out.empty()) out += "PK\3\4" + common + entry.name + packed;
    directory += "PK\1\2" + little(20, 2) + common + little(0, 10) + little(offset, 4) + entry.name;
  }
  return out + directory + "PK\5\6" + little(0, 4) + little(entries.size(), 2) + little(entries.size(), 2) +
         little(directory.size(), 4) + little(out.size(), 4) + little(0, 2);
}

}  // namespace

TEST_CASE("C3: an ordinary archive is nothing to warn of") {
  CHECK(inspect(zip({{"act.txt", "text"}, {"dosar/b.txt", "alt text"}}), "acte.zip").empty());
  CHECK(inspect(deflated("text", 31), "act.txt.gz").empty());
  CHECK(inspect("", "").empty());
}

TEST_CASE("C3: bombs by ratio, by what they claim, by number and by overlapping entries") {
  CHECK(found(zip({{"zero", std::string(3'000'000, '\0')}}), "archive_bomb"));
  CHECK(found(zip({{"lie", "x", 0, 0x7FFFFFFF}}), "archive_bomb"));
  std::vector<Entry> many(10'001, Entry{"a", ""});
  CHECK(found(zip(many), "archive_bomb"));
  many.pop_back();
  CHECK_FALSE(found(zip(many), "archive_bomb"));
  const std::vector<Entry> same(20, Entry{"a", std::string(100'000, 'x')});
  CHECK(found(zip(same, true), "archive_bomb"));
}

TEST_CASE("C3: a gzip of gigabytes is told within the budget of work") {
  // 2 GB of zeros, packed twice: a few hundred bytes.
  std::string piece = deflated(std::string(64U << 20U, '\0'), 31);
  std::string members;
  for (int i = 0; i < 32; ++i) members += piece;
  const std::clock_t began = std::clock();
  CHECK(found(members, "archive_bomb", "a.gz"));
  CHECK(found(deflated(members, 31), "archive_bomb", "a.gz"));
  CHECK(static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC < 3);
}

TEST_CASE("C3: archives within archives, locked ones, and names that leave the folder") {
  std::string nested = "text";
  for (int i = 0; i < 20; ++i) nested = zip({{"n.zip", nested}});
  CHECK(found(nested, "archive_deep"));
  CHECK(found(zip({{"s.txt", "x", 1}}), "archive_encrypted"));
  for (const std::string name : {"../x", "/etc/x", "C:\\x", "a/../../x", "\\\\server\\x"}) {
    CAPTURE(name);
    CHECK(found(zip({{name, "x"}}), "archive_path"));
  }
  CHECK_FALSE(found(zip({{"a..b/c", "x"}}), "archive_path"));
  CHECK(found("PK\3\4 cut off", "archive_damaged"));
}

TEST_CASE("programs and active documents are told by content and by name, inside archives too") {
  CHECK(found("MZ\x90\0"s, "executable", "factura.pdf"));
  CHECK(found("text", "executable", "factura.PDF.exe"));
  CHECK(found("<svg onload=x>", "active", "poza.png"));
  CHECK(found("x", "macro", "tabel.xlsm"));
  CHECK(found(zip({{"setup.exe", "x"}}), "executable"));
}
