#pragma once

namespace aproape {

// Loads libcurl, once for the process, before its first handle (curl_global_init(3) is not thread-safe).
// Throws Error{internal, "mail.curl"}.
void start_curl();

}  // namespace aproape
