#include "voice/sip/proof.hpp"

#include <re.h>

#include <cerrno>

namespace aproape::voice {
namespace {

struct Proof {
  char* user;
  char* secret;
};

void destroy(void* data) {
  auto* proof = static_cast<Proof*>(data);
  mem_deref(proof->user);
  mem_deref(proof->secret);
}

}  // namespace

RePtr<void> make_proof(const Credentials& credentials) {
  auto* proof = static_cast<Proof*>(mem_zalloc(sizeof(Proof), destroy));
  if (proof == nullptr) return nullptr;
  str_dup(&proof->user, credentials.user.c_str());
  str_dup(&proof->secret, credentials.secret.c_str());
  return RePtr<void>(proof);
}

int answer_challenge(char** user, char** secret, const char*, void* data) {
  const auto* proof = static_cast<const Proof*>(data);
  if (proof == nullptr || proof->user == nullptr || *proof->user == '\0') return EACCES;
  return str_dup(user, proof->user) | str_dup(secret, proof->secret);
}

}  // namespace aproape::voice
