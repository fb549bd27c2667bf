#pragma once

#include <string_view>

#include "domain/catalogue/import.hpp"
#include "domain/network/service.hpp"

namespace aproape::network {

using catalogue::ImportResult;

// Imports of CSV with a heading row, all or nothing (see catalogue::import_rows). A column that the file
// lacks leaves what it would fill as it is. units:
// code,kind,parent,name_ro,name_en,country,city,time_zone[,post,address,email,phone,emergency_phone,
// valid_from,valid_to]; a parent stands in the database or in an earlier row.
ImportResult import_units(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run);
// competences: country,unit[,district,places,service,valid_from,valid_to,to_verify,basis]; country, district,
// service, unit and valid_from together tell a row from another.
ImportResult import_competences(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run);
// holidays: country,day,name_ro[,name_en]
ImportResult import_holidays(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run);

}  // namespace aproape::network
