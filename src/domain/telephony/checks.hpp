#pragma once

#include <string>

#include "db/database.hpp"
#include "domain/network/service.hpp"
#include "domain/telephony/model.hpp"

// What the rows of the telephone must be. Each throws Error{invalid, "telephony.invalid"} with the field.
namespace aproape::telephony {

// The number as it is kept: E.164, or the user part of a SIP address as written.
[[nodiscard]] std::string number_of(const std::string& written);
void check(db::Tx& tx, const network::Service& network, const Line& line);
// At most three keys, each once; 1 is the emergency, and nothing else is. Where nothing is pressed no other
// menu follows: a caller without keys would never come to an end.
void check(db::Tx& tx, const network::Service& network, const Menu& menu);
void check(const Trunk& trunk);
void check(db::Tx& tx, const network::Service& network, const Announcement& announcement);

}  // namespace aproape::telephony
