#pragma once

#include <functional>
#include <string>

#include "base/error.hpp"
#include "domain/automation/service.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/messages/testing/desk.hpp"

namespace aproape::automation::testing {

using messages::testing::Desk;

// Runs `test` with a desk and what works on it by data, on each database; the catalogue knows TRV.eu-etd.
inline void on_each(const std::function<void(Desk&, Service&, ManualClock&)>& test) {
  messages::testing::on_each([&](Desk& desk, ManualClock& clock) {
    catalogue::Service catalogue(desk.database, desk.access);
    desk.database.write([&](db::Tx& tx) {
      catalogue::Service::Row row;
      row.category.code = row.subcategory.category = "TRV";
      row.category.name_ro = row.category.name_en = "Travel";
      row.subcategory.code = "TRV.eu-etd";
      row.subcategory.name_ro = row.subcategory.name_en = "ETD";
      row.subcategory.urgency = "P2";
      catalogue.save(tx, audit::Actor(desk.system), row);
    });
    Service automation(desk.database, desk.access, catalogue, desk.network, desk.cases, desk.messages);
    test(desk, automation, clock);
  });
}

// The key of the error that the work ends with, or "done".
inline std::string key_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.key();
  }
  return "done";
}

}  // namespace aproape::automation::testing
