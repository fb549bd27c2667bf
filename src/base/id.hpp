#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace aproape {

// A 64-bit identifier made by the program, not by the database: 41 bits of milliseconds since 2024-01-01, 10
// bits of node, 12 bits of sequence. Ids of one node rise with time, so "order by id" is "order by birth".
// `Tag` makes a CaseId and a PersonId two types.
template <class Tag>
struct Id {
  std::int64_t value = 0;  // 0 = none

  [[nodiscard]] constexpr bool empty() const { return value == 0; }
  [[nodiscard]] std::string str() const { return std::to_string(value); }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

// Draws a fresh id. Thread-safe; never repeats within a node, also when the wall clock steps back.
[[nodiscard]] std::int64_t next_id();

template <class T>
[[nodiscard]] T make_id() {
  return T{next_id()};
}

// The node part of all ids drawn from now on; 0 to 1023. Set once at start, from the node's lease.
void set_id_node(int node);

// Reads the decimal form that JSON carries; nullopt for anything but 1 to 19 digits within range.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);

template <class T>
[[nodiscard]] std::optional<T> parse(std::string_view text) {
  const auto value = parse_id(text);
  if (!value) return std::nullopt;
  return T{*value};
}

using AccountId = Id<struct AccountTag>;
using BlobId = Id<struct BlobTag>;
using CaseId = Id<struct CaseTag>;
using ContactId = Id<struct ContactTag>;
using EventId = Id<struct EventTag>;
using IntakeId = Id<struct IntakeTag>;
using JobId = Id<struct JobTag>;
using MessageId = Id<struct MessageTag>;
using NoteId = Id<struct NoteTag>;
using OrganisationId = Id<struct OrganisationTag>;
using PersonId = Id<struct PersonTag>;
using TaskId = Id<struct TaskTag>;
using UnitId = Id<struct UnitTag>;

}  // namespace aproape
