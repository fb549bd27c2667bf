#pragma once

#include "channels/mail/mission_finder.hpp"
#include "domain/network/directory.hpp"

namespace aproape::mail {

// The finder's questions answered by the network's directory as of `at`. A city that no district names but
// that has a mission goes to that mission, to the consular post where there are two. Both arguments must
// outlive the result; `by_address` is given by the caller, who knows our own addresses.
[[nodiscard]] MissionNetwork mission_network(const network::Atlas& atlas, const network::Directory& directory,
                                             Millis at, decltype(MissionNetwork::by_address) by_address);

}  // namespace aproape::mail
