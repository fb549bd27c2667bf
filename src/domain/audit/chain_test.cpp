#include "domain/audit/chain.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace aproape::audit {
namespace {

std::vector<Entry> chain_of(std::int64_t count) {
  std::vector<Entry> entries;
  std::string hash;
  for (std::int64_t i = 1; i <= count; ++i) {
    Entry entry;
    entry.id = 1000 + i;
    entry.seq = i;
    entry.at = 1'700'000'000'000 + i;
    entry.account = AccountId{7 + i % 3};
    entry.action = "read";
    entry.subject = "case";
    entry.subject_id = i % 50;
    entry.detail = "{\"why\":\"case.timeline\"}";
    entry.hash = hash = link_hash(hash, entry);
    entries.push_back(entry);
  }
  return entries;
}

// Whether a walk over `tampered` from the state `before` finds a fault.
bool found(ChainCheck before, const std::vector<Entry>& tampered) {
  for (const Entry& entry : tampered) {
    if (before.next(entry)) return true;
  }
  return false;
}

TEST_CASE("a whole chain has no fault") {
  ChainCheck check;
  for (const Entry& entry : chain_of(100)) CHECK_FALSE(check.next(entry));
  CHECK(check.seq() == 100);
}

TEST_CASE("each of 10,000 records: changed, removed, doubled or swapped is found") {
  const auto entries = chain_of(10'000);
  ChainCheck check;
  int missed = 0;
  for (std::size_t i = 0; i + 1 < entries.size(); ++i) {
    const Entry& here = entries[i];
    const Entry& next = entries[i + 1];
    Entry changed = here;
    switch (i % 8) {
      case 0:
        changed.account = AccountId{99};
        break;
      case 1:
        changed.action = "reae";
        break;
      case 2:
        changed.subject_id += 1;
        break;
      case 3:
        changed.at += 1;
        break;
      case 4:
        changed.detail = "{}";
        break;
      case 5:
        changed.source = "x";
        break;
      case 6:
        changed.hash.back() = changed.hash.back() == '0' ? '1' : '0';
        break;
      default:
        changed.id += 1;
        break;
    }
    missed += found(check, {changed}) ? 0 : 1;
    missed += found(check, {next}) ? 0 : 1;
    missed += found(check, {here, here}) ? 0 : 1;
    missed += found(check, {next, here}) ? 0 : 1;
    REQUIRE_FALSE(check.next(here));
  }
  CHECK(missed == 0);
}

TEST_CASE("moving a byte from one field to the next changes the hash") {
  Entry a;
  a.action = "ab";
  a.subject = "c";
  Entry b;
  b.action = "a";
  b.subject = "bc";
  CHECK(link_hash("", a) != link_hash("", b));
}

}  // namespace
}  // namespace aproape::audit
