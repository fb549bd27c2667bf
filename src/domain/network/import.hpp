#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/network/service.hpp"

namespace aproape::network {

struct ImportError {
  std::size_t line = 0;
  std::string key;     // text in locale/
  std::string detail;  // heading or value, short
};

// What an import did, or (dry run, or any error) would do.
struct ImportResult {
  int added = 0;
  int changed = 0;
  int unchanged = 0;
  std::vector<ImportError> errors;  // the first 200
};

// Imports of CSV with a heading row, all or nothing: one wrong line and nothing is written.
// units: code,kind,parent,name_ro,name_en,country,city,time_zone[,post,address,email,phone,emergency_phone,valid_from,valid_to]
ImportResult import_units(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run);
// competences: country,unit[,district,places,service,valid_from,valid_to,to_verify,basis]
ImportResult import_competences(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run);
// holidays: country,day,name_ro[,name_en]
ImportResult import_holidays(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run);

}  // namespace aproape::network
