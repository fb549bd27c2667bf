#include "domain/messages/translation.hpp"

#include <vector>

#include "base/error.hpp"

namespace aproape::messages {
namespace {

// What stands for the numbered tag on its way: machines leave such marks alone.
std::string mark(std::size_t number) {
  return "[[" + std::to_string(number) + "]]";
}

}  // namespace

std::string translate_template(const Translator& translator, std::string_view text, std::string_view from,
                               std::string_view to) {
  std::vector<std::string> tags;
  std::string sent;
  while (!text.empty()) {
    const std::size_t begin = text.find("{{");
    const std::size_t end = begin == std::string_view::npos ? begin : text.find("}}", begin);
    if (end == std::string_view::npos) {
      sent += text;
      break;
    }
    sent += text.substr(0, begin);
    sent += mark(tags.size());
    tags.emplace_back(text.substr(begin, end + 2 - begin));
    text.remove_prefix(end + 2);
  }
  if (sent.find_first_not_of(" \r\n\t") == std::string::npos) return {};
  std::string back = translator.translate(sent, from, to);
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const std::string one = mark(i);
    const std::size_t at = back.find(one);
    if (at == std::string::npos || back.find(one, at + 1) != std::string::npos)
      throw Error(ErrorKind::unavailable, "translation.garbled");
    back.replace(at, one.size(), tags[i]);
  }
  return back;
}

}  // namespace aproape::messages
