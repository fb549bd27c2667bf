#pragma once

#include <string>
#include <string_view>

namespace aproape::decode {

// Joins the soft-broken lines of format=flowed (RFC 3676) outside quotes; quoted lines stay as sent, so that
// each keeps its mark. `del_sp`: the blank before a soft break goes away.
[[nodiscard]] std::string unflow(std::string_view text, bool del_sp);

}  // namespace aproape::decode
