#include "domain/cases/matter.hpp"
#include "domain/cases/repository.hpp"
#include "domain/cases/service.hpp"

// Cases and the line of work: what the router has to be told apart from changes of a case.
namespace aproape::cases {

void Service::follow_work(db::Tx& tx, CaseId id) {
  routing_.follow(tx, work_of(get(tx, access::Scope::system("case.line_up"), id)));
}

std::optional<CaseId> Service::line_up(CaseId after, int limit) {
  std::vector<CaseId> missing;
  const auto open = database_.read([&](db::Tx& tx) {
    auto ids = repository::our_turn(tx, after, limit);
    for (const CaseId id : ids)
      if (!routing_.knows(tx, id)) missing.push_back(id);
    return ids;
  });
  if (!missing.empty())
    database_.write([&](db::Tx& tx) {
      for (const CaseId id : missing) follow_work(tx, id);
    });
  if (open.empty()) return std::nullopt;
  return open.back();
}

}  // namespace aproape::cases
