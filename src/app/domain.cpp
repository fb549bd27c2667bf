#include "app/domain.hpp"

#include "domain/network/seed.hpp"
#include "storage/key_file.hpp"

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
      calls(*base.database, people, contacts, cases),
      crisis(*base.database, *base.audit, *base.network, cases, classification),
      satisfaction(*base.database, cases,
                   storage::load_or_make_key(
                       std::filesystem::path(config.text("data.dir")) / "keys" / "satisfaction.key", 32)),
      messages(*base.database, cases, contacts, people, *base.access, *base.network,
               {.address = config.text("mail.address"),
                .data_dir = config.text("data.dir"),
                .announcement =
                    [this](db::Tx& tx, const cases::Case& c, std::string_view language) {
                      return crisis.announcement_for(tx, c, language);
                    },
                .rating_link = [this](CaseId id) { return satisfaction.link(id); },
                .sms = {.from = config.text("sms.from"),
                        .country = config.text("sms.country"),
                        .most_segments = static_cast<int>(config.number("sms.most_segments"))}}),
      knowledge(*base.database, *base.access, *base.network),
      reports(
          {*base.database, *base.network, deadlines, routing, classification, cases, messages, knowledge}),
      schedules(*base.database, *base.audit),
      shifts(*base.database, *base.audit),
      counter(*base.database, *base.network, people, cases, messages),
      collaboration(*base.database, *base.audit, *base.access, cases),
      handover(*base.database, *base.network, cases, deadlines, collaboration),
      dossier(*base.database, cases, search),
      automation(*base.database, *base.access, *base.catalogue, *base.network, cases, messages),
      links(config.text("data.dir"), "", base.database->clock()) {
  base.database->write([this](db::Tx& tx) { messages.seed_templates(tx); });
  base.database->write([this](db::Tx& tx) { knowledge.seed(tx); });
  if (config.flag("demo.seed")) network::seed_demonstration(*base.network);
}

api::DeskServices Domain::desk() {
  return {*base.database, *base.audit, *base.access, *base.catalogue, *base.network, people,
          contacts,       deadlines,   routing,      classification,  cases,         messages,
          knowledge,      reports,     schedules,    shifts,          collaboration, handover,
          dossier,        crisis,      satisfaction, automation,      *base.blobs,   links};
}

}  // namespace aproape::app
