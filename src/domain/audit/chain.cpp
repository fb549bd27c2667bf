#include "domain/audit/chain.hpp"

#include <sodium.h>

#include <array>
#include <string_view>

namespace aproape::audit {
namespace {

void put(std::string& out, std::string_view field) {
  out += std::to_string(field.size());
  out += ':';
  out += field;
}

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string out(size * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, size);
  out.pop_back();
  return out;
}

}  // namespace

std::string link_hash(std::string_view previous, const Entry& entry) {
  std::string bytes;
  bytes.reserve(256 + entry.detail.size());
  put(bytes, previous);
  for (const std::int64_t number : {entry.id, entry.seq, entry.at, entry.account.value, entry.subject_id})
    put(bytes, std::to_string(number));
  for (const std::string* field : {&entry.action, &entry.subject, &entry.source, &entry.detail})
    put(bytes, *field);
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hex(digest.data(), digest.size());
}

std::optional<Fault> ChainCheck::next(const Entry& entry) {
  std::optional<Fault> fault;
  if (entry.seq != seq_ + 1) {
    fault = Fault{seq_ + 1, "gap"};
  } else if (link_hash(hash_, entry) != entry.hash) {
    fault = Fault{entry.seq, "changed"};
  }
  seq_ = entry.seq;
  hash_ = entry.hash;
  return fault;
}

}  // namespace aproape::audit
