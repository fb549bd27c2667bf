#include "app/domain.hpp"

#include "domain/network/seed.hpp"

namespace aproape::app {

Domain::Domain(const Config& config)
    : base(config),
      deadlines(*base.database, *base.network),
      routing(*base.database, *base.network),
      search(*base.database),
      people(*base.database, *base.audit, search),
      contacts(*base.database),
      classification(*base.database, contacts),
      cases(*base.database, *base.audit, people, contacts, search, deadlines, routing, classification),
      messages(*base.database, cases, contacts, people, *base.access, *base.network,
               {.address = config.text("mail.address"), .data_dir = config.text("data.dir")}),
      knowledge(*base.database, *base.access, *base.network),
      reports(
          {*base.database, *base.network, deadlines, routing, classification, cases, messages, knowledge}),
      schedules(*base.database, *base.audit),
      links(config.text("data.dir"), "", base.database->clock()) {
  base.database->write([this](db::Tx& tx) { messages.seed_templates(tx); });
  base.database->write([this](db::Tx& tx) { knowledge.seed(tx); });
  if (config.flag("demo.seed")) network::seed_demonstration(*base.network);
}

api::DeskServices Domain::desk() {
  return {*base.database, *base.audit, *base.access, *base.catalogue, *base.network, people,
          contacts,       deadlines,   routing,      classification,  cases,         messages,
          knowledge,      reports,     schedules,    *base.blobs,     links};
}

}  // namespace aproape::app
