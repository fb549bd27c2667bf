#include "formats/mime/parameters.hpp"

#include <algorithm>
#include <charconv>

#include "formats/mime/ascii.hpp"
#include "formats/mime/encoded_word.hpp"

namespace aproape::mime {
namespace {

constexpr std::size_t kMostParameters = 200;

struct Piece {
  std::string name;
  std::string value;
  unsigned index = 0;
  bool extended = false;  // percent-encoded
  bool part = false;      // of a continued value
};

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Splits "name*1*" into its parts (RFC 2231 3 and 4).
Piece piece_of(std::string name, std::string value) {
  Piece piece;
  piece.value = std::move(value);
  if (name.ends_with('*')) {
    piece.extended = true;
    name.pop_back();
  }
  const std::size_t star = name.rfind('*');
  if (star != std::string::npos) {
    const char* end = name.data() + name.size();
    if (std::from_chars(name.data() + star + 1, end, piece.index).ptr == end) {
      piece.part = true;
      name.resize(star);
    }
  }
  piece.name = std::move(name);
  return piece;
}

std::vector<Piece> pieces_of(std::string_view rest) {
  std::vector<Piece> pieces;
  while (!rest.empty() && pieces.size() < kMostParameters) {
    while (!rest.empty() && (is_blank(rest.front()) || rest.front() == ';')) rest.remove_prefix(1);
    const std::size_t equal = rest.find_first_of("=;");
    if (equal == std::string_view::npos) break;
    if (rest[equal] == ';') {
      rest.remove_prefix(equal);
      continue;
    }
    std::string name = lower(trim(rest.substr(0, equal)));
    rest = rest.substr(equal + 1);
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    std::string value;
    if (!rest.empty() && rest.front() == '"') {
      std::size_t i = 1;
      for (; i < rest.size() && rest[i] != '"'; ++i) {
        // A backslash quotes only these; otherwise it is the path of an old Windows client.
        if (rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\')) ++i;
        value += rest[i];
      }
      rest.remove_prefix(std::min(i + 1, rest.size()));
    } else {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      value = std::string(trim(rest.substr(0, end)));
      rest.remove_prefix(end);
    }
    pieces.push_back(piece_of(std::move(name), std::move(value)));
  }
  return pieces;
}

}  // namespace

std::string_view ParameterField::get(std::string_view name) const {
  const auto at =
      std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == name; });
  return at == parameters.end() ? std::string_view{} : std::string_view(at->second);
}

ParameterField read_parameters(std::string_view field, const Detector& detect, Flags& flags) {
  ParameterField out;
  const std::size_t end = std::min(field.find(';'), field.size());
  out.value = lower(trim(field.substr(0, end)));
  std::vector<Piece> pieces = pieces_of(field.substr(end));
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    // An extended form of a name is better than its plain one (RFC 5987 has the same rule).
    if (a.name != b.name) return a.name < b.name;
    const bool extended_a = a.extended || a.part;
    const bool extended_b = b.extended || b.part;
    return extended_a != extended_b ? extended_a : a.index < b.index;
  });
  for (std::size_t i = 0; i < pieces.size();) {
    const std::string& name = pieces[i].name;
    std::string bytes;
    std::string charset;
    bool extended = false;
    const bool continued = pieces[i].part;
    std::size_t next = i;
    while (next < pieces.size() && pieces[next].name == name &&
           (next == i || (continued && pieces[next].part))) {
      std::string_view value = pieces[next].value;
      if (pieces[next].extended) {
        if (next == i) {
          const std::size_t first = value.find('\'');
          const std::size_t second = first == std::string_view::npos ? first : value.find('\'', first + 1);
          if (second != std::string_view::npos) {
            charset = std::string(value.substr(0, first));
            value = value.substr(second + 1);
          }
        }
        extended = true;
        bytes += percent_decode(value);
      } else {
        bytes += value;
      }
      ++next;
    }
    while (next < pieces.size() && pieces[next].name == name)
      ++next;  // a second value of the name: the first wins
    out.parameters.emplace_back(name, extended ? scrub_utf8(to_utf8(bytes, charset, detect, flags))
                                               : decode_header_text(bytes, detect, flags));
    i = next;
  }
  return out;
}

}  // namespace aproape::mime
