#pragma once

#include <string>
#include <string_view>

namespace aproape::html {

enum class AddressKind {
  none,    // may not stay: relative, unknown scheme, empty
  active,  // javascript:, vbscript:, data: with a document
  remote,  // http, https
  letter,  // mailto, tel
  part,    // cid: another part of the message
};

struct Address {
  AddressKind kind = AddressKind::none;
  std::string address;  // without blanks and control characters; "//host" gets https:
};

// Looks at an address (entities decoded) as a browser would: blanks and control characters inside do not
// count.
[[nodiscard]] Address filter_address(std::string_view address);

}  // namespace aproape::html
