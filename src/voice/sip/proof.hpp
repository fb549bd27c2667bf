#pragma once

#include <string>

#include "voice/sip/re_ptr.hpp"

namespace aproape::voice {

struct Credentials {
  std::string user;
  std::string secret;
};

// Credentials as an object of libre, which keeps it as long as it may be challenged: a BYE or an
// un-registration is answered after who sent it has gone. nullptr where there is no memory.
[[nodiscard]] RePtr<void> make_proof(const Credentials& credentials);

// libre's question for the credentials; `proof` is what make_proof() gave. A challenge is answered once, so a
// wrong password is never tried again and again. Gives an errno, EACCES where there are none.
int answer_challenge(char** user, char** secret, const char* realm, void* proof);

}  // namespace aproape::voice
