#include "channels/curl_start.hpp"

#include <curl/curl.h>

#include <mutex>

#include "base/error.hpp"

namespace aproape {

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw Error(ErrorKind::internal, "mail.curl");
  });
}

}  // namespace aproape
