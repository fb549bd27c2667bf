#pragma once

#include "api/desk_services.hpp"
#include "channels/sms/channel.hpp"

namespace aproape::api {

// What a part of a message costs, for the screens.
struct SmsPrice {
  std::int64_t thousandths = 0;  // of the currency; 0: not known, nothing is shown
  std::string currency;          // "EUR"
};

// GET /cases/{id}/sms: to which numbers a case can be answered; POST /sms/measure: how a text would leave.
// The channel and the services outlive the router.
void add_sms_routes(http::Router& router, const DeskServices& desk, const sms::SmsChannel& channel,
                    SmsPrice price);

// The gateway's way in: POST /sms/incoming, GET /sms/reports/{token}. Both answer only the addresses of
// sms.allowed, as if they did not exist for others.
void add_sms_gateway_routes(http::Router& router, sms::SmsChannel& channel);

}  // namespace aproape::api
