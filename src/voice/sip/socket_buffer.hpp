#pragma once

#include <cstdint>

namespace aproape::voice {

// Gives our UDP socket of this address and port a larger receive buffer, which libre does not offer: at the
// system's default (208 kB) a burst of calls loses messages when the machine is busy, and each costs half a
// second until it comes again. Takes what the system grants (net.core.rmem_max, or more where we may).
void enlarge_buffer(std::uint32_t address, std::uint16_t port);

}  // namespace aproape::voice
