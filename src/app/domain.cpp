#include "app/domain.hpp"

#include "channels/mail/pipeline.hpp"
#include "domain/network/seed.hpp"
#include "domain/telephony/seed.hpp"
#include "storage/key_file.hpp"

namespace aproape::app {
namespace {

web_form::Services form_services(Domain& domain) {
  return {*domain.base.database, *domain.base.network, *domain.base.catalogue, domain.people,
          domain.cases,          domain.messages,      *domain.base.blobs};
}

web_form::Options form_options(const Config& config) {
  const std::filesystem::path keys = std::filesystem::path(config.text("data.dir")) / "keys";
  return {.key = storage::load_or_make_key(keys / "portal.key", 32),
          .scan_job = config.text("mail.clamd").empty() ? "" : std::string(mail::kScanJob)};
}

}  // namespace

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
      collaboration(*base.database, *base.audit, *base.access, cases),
      reports({*base.database, *base.network, deadlines, routing, classification, cases, messages, knowledge,
               collaboration, satisfaction, held_mail}),
      schedules(*base.database, *base.audit),
      shifts(*base.database, *base.audit),
      duty(*base.audit, *base.network),
      telephony(*base.database, *base.audit, *base.network, duty,
                storage::load_or_make_key(
                    std::filesystem::path(config.text("data.dir")) / "keys" / "telephony.key", 32)),
      counter(*base.database, *base.network, people, cases, messages),
      forms(form_services(*this), form_options(config)),
      follow(form_services(*this), *base.audit, form_options(config)),
      handover(*base.database, *base.network, cases, deadlines, collaboration),
      dossier(*base.database, cases, search),
      automation(*base.database, *base.access, *base.catalogue, *base.network, cases, messages),
      links(config.text("data.dir"), "", base.database->clock()) {
  base.database->write([this](db::Tx& tx) { messages.seed_templates(tx); });
  base.database->write([this](db::Tx& tx) { knowledge.seed(tx); });
  base.database->write([this](db::Tx& tx) { telephony.seed_menus(tx); });
  if (!config.flag("demo.seed")) return;
  network::seed_demonstration(*base.network);
  telephony::seed_demonstration(telephony, duty, *base.database, *base.network);
}

api::DeskServices Domain::desk() {
  return {*base.database, *base.audit,  *base.access,   *base.catalogue, *base.network, people,    contacts,
          deadlines,      routing,      classification, cases,           messages,      knowledge, reports,
          schedules,      shifts,       duty,           telephony,       collaboration, handover,  dossier,
          crisis,         satisfaction, automation,     *base.blobs,     links};
}

}  // namespace aproape::app
