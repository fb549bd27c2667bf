#pragma once

#include "base/id.hpp"
#include "domain/deadlines/calendar.hpp"
#include "domain/deadlines/rule.hpp"

namespace aproape::network {
class Directory;
}

namespace aproape::deadlines {

// The calendar that counts for a unit's work, for moments about `around` (two years before to three after):
// * unit: its opening hours, closures, public holidays of its host country and of Romania, in its zone. A
// unit
//   without hours of its own keeps office hours (Monday to Friday, 9 to 17).
// * home: the institution in Bucharest, Monday to Friday 8:30 to 16:30, Romanian holidays.
// * everyday: day and night in the unit's zone.
// An unknown unit has Bucharest's zone.
[[nodiscard]] Calendar unit_calendar(const network::Directory& directory, UnitId unit, Acting acting,
                                     Millis around);

}  // namespace aproape::deadlines
