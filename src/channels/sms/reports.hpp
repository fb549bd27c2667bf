#pragma once

#include "channels/sms/services.hpp"

namespace aproape::sms {

// Writes down what the gateway reports of a message: `type` is Kannel's (1 delivered, 2 not delivered to the
// phone, 4 queued, 8 taken by the network, 16 refused by it; others and 4, 8 change nothing). Told again it
// changes nothing, and nothing changes what was delivered. False where there is no such SMS.
bool take_report(const Services& services, MessageId id, int type);

}  // namespace aproape::sms
