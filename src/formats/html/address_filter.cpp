#include "formats/html/address_filter.hpp"

namespace aproape::html {

Address filter_address(std::string_view address) {
  constexpr std::size_t kLongest = 4096;
  Address found;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) continue;
    if (c == ' ') {
      if (!found.address.empty()) found.address += "%20";
      continue;
    }
    found.address.push_back(c);
    if (found.address.size() > kLongest) return {};
  }
  while (found.address.ends_with("%20")) found.address.resize(found.address.size() - 3);
  if (found.address.starts_with("//")) found.address.insert(0, "https:");
  const std::size_t end = found.address.find_first_of(":/?#");
  if (end == std::string::npos || found.address[end] != ':') return {};
  std::string scheme = found.address.substr(0, end);
  for (char& c : scheme) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (scheme == "http" || scheme == "https") {
    found.kind = AddressKind::remote;
  } else if (scheme == "mailto" || scheme == "tel") {
    found.kind = AddressKind::letter;
  } else if (scheme == "cid") {
    found.kind = AddressKind::part;
  } else if (scheme == "data" && found.address.substr(end + 1).starts_with("image/")) {
    found.kind = AddressKind::none;
  } else {
    const bool active = scheme == "javascript" || scheme == "vbscript" || scheme == "livescript" ||
                        scheme == "mocha" || scheme == "data" || scheme == "blob";
    found.kind = active ? AddressKind::active : AddressKind::none;
  }
  return found;
}

}  // namespace aproape::html
