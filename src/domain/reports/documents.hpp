#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/reports/network_tree.hpp"
#include "domain/reports/service.hpp"
#include "render/document.hpp"

// What leaves as a file. None of it holds personal data: figures, units, countries.
namespace aproape::reports {

// The page for the ministry at 07:00: yesterday beside the seven days before, persons assisted by country,
// the posts with most contacts, the backlog by age.
[[nodiscard]] render::Document morning_page(db::Tx& tx, const Service& service, const access::Scope& scope,
                                            const network::Directory& directory, Day day,
                                            std::string_view language);

// The overview and the table of the network of a period, for a report of a day, a week or a month.
[[nodiscard]] render::Document period_report(db::Tx& tx, const Service& service, const access::Scope& scope,
                                             const network::Directory& directory, Day from, Day to,
                                             std::string_view channel, std::string_view language);

// Contacts, cases and persons assisted by month, country and category as CSV for everybody. A number below
// kSmallCell is left empty and marked, so that no person is told by it; sums are not given, so that none can
// be worked out.
inline constexpr std::int64_t kSmallCell = 5;
[[nodiscard]] std::string open_data(db::Tx& tx, const Service& service, const access::Scope& scope,
                                    const network::Directory& directory, Day from, Day to);

// The rows of a document's tables as CSV, with the guard against formulas.
[[nodiscard]] std::string to_csv(const render::Document& document);

// "2 h 40 min", "1,8 zile", "45 s"; a dash for nothing.
[[nodiscard]] std::string shown_duration(std::optional<Millis> length, std::string_view language);

}  // namespace aproape::reports
