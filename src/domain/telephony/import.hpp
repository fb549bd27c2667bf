#pragma once

#include <string_view>

#include "domain/access/scope.hpp"
#include "domain/catalogue/import.hpp"
#include "domain/telephony/service.hpp"

namespace aproape::telephony {

// Imports lines from CSV, all or nothing (catalogue::import_rows): number,unit[,name,language,emergency,
// redirected,recorded,operator_first,always_open,day,night,valid_from,valid_to]. `unit` is a code; `day` and
// `night` are "menu:CODE", "queue", "queue:UNIT", "emergency", "voicemail" or "hangup"; validity is RFC 3339,
// from now on where empty. A number that has a plan without an end gets its fields changed; a column that the
// file lacks leaves what is there.
catalogue::ImportResult import_lines(Service& service, db::Database& database, network::Service& network,
                                     const access::Scope& scope, std::string_view csv, bool dry_run);

}  // namespace aproape::telephony
