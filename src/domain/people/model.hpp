#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::people {

using IdentityId = Id<struct IdentityTag>;

// How a person can be recognised: one address, number or paper.
struct Identity {
  IdentityId id;
  std::string kind;   // "email", "phone", "cnp", "passport", "messenger"
  std::string value;  // as shown
  std::string proof;  // "none", "claimed", "confirmed", "proved"
};

struct Person {
  PersonId id;
  std::string name;
  std::string language;     // ISO 639-1, may be empty
  std::string nationality;  // ISO 3166, may be empty
  std::string domicile;     // ISO 3166 country where the person lives, may be empty
  PersonId merged_into;     // not empty: an alias of that person
  Millis created_at = 0;
  std::int64_t version = 1;
  std::vector<Identity> identities;  // own and those of merged persons
  std::vector<PersonId> merged;      // persons that are aliases of this one
};

struct Organisation {
  OrganisationId id;
  std::string name;
  std::string kind;     // "hospital", "police", "employer", "ministry", "authority", "other"
  std::string country;  // ISO 3166, may be empty
  std::int64_t version = 1;
  std::vector<Identity> identities;  // "email", "phone"
};

}  // namespace aproape::people
