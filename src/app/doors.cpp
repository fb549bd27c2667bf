#include "app/doors.hpp"

#include "api/account_routes.hpp"
#include "api/agent_routes.hpp"
#include "api/article_routes.hpp"
#include "api/audit_routes.hpp"
#include "api/bulk_routes.hpp"
#include "api/call_routes.hpp"
#include "api/case_routes.hpp"
#include "api/category_routes.hpp"
#include "api/classification_routes.hpp"
#include "api/competence_routes.hpp"
#include "api/counter_routes.hpp"
#include "api/crisis_routes.hpp"
#include "api/deadline_routes.hpp"
#include "api/dossier_routes.hpp"
#include "api/draft_routes.hpp"
#include "api/duty_routes.hpp"
#include "api/file_routes.hpp"
#include "api/handover_routes.hpp"
#include "api/import_routes.hpp"
#include "api/letter_routes.hpp"
#include "api/line_routes.hpp"
#include "api/macro_routes.hpp"
#include "api/mailbox_routes.hpp"
#include "api/menu_routes.hpp"
#include "api/message_routes.hpp"
#include "api/mission_routes.hpp"
#include "api/notice_routes.hpp"
#include "api/offer_routes.hpp"
#include "api/organisation_routes.hpp"
#include "api/outbox_routes.hpp"
#include "api/participant_routes.hpp"
#include "api/person_routes.hpp"
#include "api/quarantine_routes.hpp"
#include "api/reply_routes.hpp"
#include "api/report_export_routes.hpp"
#include "api/report_routes.hpp"
#include "api/report_schedule_routes.hpp"
#include "api/rule_routes.hpp"
#include "api/search_routes.hpp"
#include "api/session_routes.hpp"
#include "api/settings_routes.hpp"
#include "api/shift_routes.hpp"
#include "api/sms_routes.hpp"
#include "api/staff_routes.hpp"
#include "api/surge_routes.hpp"
#include "api/system_routes.hpp"
#include "api/task_routes.hpp"
#include "api/template_routes.hpp"
#include "api/timeline_routes.hpp"
#include "api/translation_routes.hpp"
#include "api/unit_routes.hpp"
#include "api/upload_routes.hpp"
#include "api/view_routes.hpp"
#include "api/work_routes.hpp"
#include "i18n/texts.hpp"
#include "net/address.hpp"
#include "portal/call_page.hpp"
#include "portal/portal.hpp"

namespace aproape::app {
namespace {

// A desk asks in bursts when it opens; a machine steadily. Far above what people need, far below what hurts
// others.
constexpr double kAccountPerSecond = 100;
constexpr double kAccountBurst = 400;
constexpr double kAddressPerSecond = 200;  // a whole mission may sit behind one address
constexpr double kAddressBurst = 1000;

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address.starts_with("[::1]") || address.starts_with("localhost:");
}

net::ServerOptions server_options(const Config& config) {
  net::ServerOptions options;
  options.trusted_proxies = config.list("http.trusted_proxies");
  return options;
}

// Plain HTTP beyond loopback would carry passwords in the open.
void check_plain_http(const Config& config) {
  const bool protected_somehow =
      !config.text("tls.certificate").empty() || !config.list("http.trusted_proxies").empty();
  for (const char* key : {"http.listen", "files.listen"}) {
    const std::string& address = config.text(key);
    if (!address.empty() && !is_loopback(address) && !protected_somehow) {
      throw Error(
          ErrorKind::invalid, "config.plain_http",
          std::string(key) + " = " + address + " wants tls.certificate and tls.key, or http.trusted_proxies");
    }
  }
}

api::FeedSources feed_sources(Domain& domain) {
  db::Database& database = *domain.base.database;
  access::Service& access = *domain.base.access;
  api::FeedSources sources;
  sources.scope = [&access](AccountId account) { return access.scope(account); };
  sources.live = [&access](AccountId account, const std::string& session) {
    return access.active(account) && (session.empty() || access.session_live(session));
  };
  sources.case_units = [&database, &domain](CaseId id) {
    return database.read([&](db::Tx& tx) {
      const auto eyes = access::Scope::system("feed.audience");
      std::vector<UnitId> units;
      try {
        units.push_back(domain.cases.get(tx, eyes, id).unit);
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::not_found) throw;
        return units;
      }
      for (const cases::CaseGrant& grant : domain.cases.grants(tx, eyes, id)) {
        if (grant.until > database.clock().now()) units.push_back(grant.unit);
      }
      return units;
    });
  };
  sources.name = [&database, &access](AccountId account) {
    const auto found = database.read([&](db::Tx& tx) { return access.find(tx, account); });
    return found ? found->name : std::string();
  };
  sources.counts = [&domain](const access::Scope& scope) { return api::view_counts(domain.desk(), scope); };
  return sources;
}

std::string or_own(const std::string& configured, const std::string& address, bool tls) {
  if (!configured.empty()) return configured;
  return (tls ? "https://" : "http://") + address;
}

}  // namespace

Doors::Doors(const Config& config, Domain& domain, mail::MailChannel& mail, sms::SmsChannel& sms,
             calls::VoiceControl& voice, std::function<bool()> ready)
    : by_account_(kAccountPerSecond, kAccountBurst, domain.base.database->clock()),
      by_address_(kAddressPerSecond, kAddressBurst, domain.base.database->clock()),
      authenticator_(*domain.base.access),
      idempotency_(*domain.base.database),
      live_(*domain.base.database, feed_sources(domain)),
      desk_files_("web/desk/"),
      translator_(config.text("translation.url")),
      server_(server_options(config)) {
  check_plain_http(config);
  add_routes(config, domain, mail, sms, voice, std::move(ready));
  http::ApplicationOptions options;
  options.texts = [](std::string_view key, std::string_view language) {
    return i18n::Texts::standard().text(key, language);
  };
  options.throttle = [this](const http::Request& request, const std::optional<http::Principal>& principal) {
    return throttle(request, principal);
  };
  options.idempotency = &idempotency_;
  application_ = std::make_shared<http::Application>(router_, authenticator_, std::move(options));
  listen(config, domain, mail, sms);
}

void Doors::add_routes(const Config& config, Domain& domain, mail::MailChannel& mail, sms::SmsChannel& sms,
                       calls::VoiceControl& voice, std::function<bool()> ready) {
  db::Database& database = *domain.base.database;
  access::Service& access = *domain.base.access;
  network::Service& network = *domain.base.network;
  catalogue::Service& catalogue = *domain.base.catalogue;
  audit::Service& audit = *domain.base.audit;
  const api::DeskServices desk = domain.desk();

  api::add_system_routes(router_, database, std::move(ready));
  api::add_session_routes(router_, network);
  api::add_case_routes(router_, desk);
  api::add_classification_routes(router_, desk);
  api::add_timeline_routes(router_, desk);
  api::add_reply_routes(router_, desk);
  api::add_sms_routes(router_, desk, sms, {config.number("sms.price"), config.text("sms.currency")});
  api::add_sms_gateway_routes(router_, sms);
  api::add_draft_routes(router_, desk);
  api::add_upload_routes(router_, desk);
  api::add_task_routes(router_, desk);
  api::add_counter_routes(router_, desk, domain.counter);
  api::add_letter_routes(router_, desk, domain.counter);
  api::add_translation_routes(router_, translator_);
  api::add_handover_routes(router_, desk);
  api::add_crisis_routes(router_, desk);
  api::add_line_routes(router_, desk);
  api::add_menu_routes(router_, desk);
  api::add_duty_routes(router_, desk);
  api::add_dossier_routes(router_, desk);
  api::add_notice_routes(router_, desk);
  api::add_participant_routes(router_, desk);
  api::add_deadline_routes(router_, desk);
  api::add_offer_routes(router_, desk);
  api::add_call_routes(router_, desk, domain.calls, voice);
  api::add_agent_routes(router_, desk);
  api::add_work_routes(router_, desk);
  api::add_routing_settings_routes(router_, desk);
  api::add_surge_routes(router_, desk);
  api::add_shift_routes(router_, desk);
  api::add_article_routes(router_, desk);
  api::add_article_work_routes(router_, desk);
  api::add_report_routes(router_, desk);
  api::add_report_export_routes(router_, desk);
  api::add_report_schedule_routes(router_, desk);
  api::add_message_routes(router_, desk);
  api::add_template_routes(router_, desk);
  api::add_macro_routes(router_, desk);
  api::add_bulk_routes(router_, desk);
  api::add_rule_routes(router_, desk);
  api::add_person_routes(router_, desk);
  api::add_organisation_routes(router_, desk);
  api::add_search_routes(router_, desk);
  api::add_view_routes(router_, desk);
  api::add_file_routes(router_, desk);
  api::add_quarantine_routes(router_, access, mail.quarantine());
  api::add_outbox_routes(router_, access, audit, domain.messages, mail, database);
  api::add_mailbox_routes(router_, access, mail.mailboxes(), i18n::Texts::standard());
  api::add_account_routes(router_, network);
  api::add_staff_routes(router_, network);
  api::add_unit_routes(router_, network);
  api::add_mission_routes(router_, network);
  api::add_competence_routes(router_, network);
  api::add_category_routes(router_, access, catalogue);
  api::add_import_routes(router_, network, catalogue);
  api::add_audit_routes(router_, access);
  api::add_settings_routes(router_, config);
  const portal::Site site{database,         network,       catalogue,
                          domain.knowledge, domain.crisis, domain.satisfaction,
                          domain.forms,     domain.follow};
  portal::add_portal(router_, site);
  portal::add_call_page(router_, site, domain.telephony, voice);
  live_.add_routes(router_);
  http::add_desk_routes(router_, desk_files_);
}

void Doors::listen(const Config& config, Domain& domain, mail::MailChannel& mail, sms::SmsChannel& sms) {
  const net::TlsFiles files{config.text("tls.certificate"), config.text("tls.key")};
  const net::TlsFiles* tls = files.certificate.empty() ? nullptr : &files;
  addresses_.tls = tls != nullptr;
  if (const auto& address = config.text("http.listen"); !address.empty()) {
    addresses_.http = server_.listen_http(address, application_, false, tls);
  }
  if (const auto& address = config.text("files.listen"); !address.empty()) {
    addresses_.files = server_.listen_http(address, application_, true, tls);
  }
  if (const auto& address = config.text("smtp.listen"); !address.empty()) {
    addresses_.smtp = server_.listen_stream(address, mail.smtp_sessions(), tls);
  }
  if (const auto& address = config.text("lmtp.listen"); !address.empty()) {
    // RFC 2033 5: a client of port 25 speaks SMTP and expects one answer for all recipients.
    if (const auto endpoint = net::parse_endpoint(address); endpoint && endpoint->port == 25)
      throw Error(ErrorKind::invalid, "config.lmtp_port", "lmtp.listen must not be port 25: that is SMTP's");
    addresses_.lmtp = server_.listen_stream(address, mail.lmtp_sessions(), nullptr);
  }
  const std::string site = or_own(config.text("http.public_url"), addresses_.http, addresses_.tls);
  const std::string uploaded = or_own(config.text("files.public_url"), addresses_.files, addresses_.tls);
  application_->set_origins({site, uploaded});
  domain.links.set_origin(uploaded);
  const std::string& callback = config.text("sms.callback_url");
  sms.set_site(!callback.empty() ? callback : addresses_.http.empty() ? std::string() : site);
  domain.satisfaction.set_site(addresses_.http.empty() ? std::string() : site);
}

Millis Doors::throttle(const http::Request& request, const std::optional<http::Principal>& principal) {
  if (principal) return by_account_.take(std::to_string(principal->account));
  return by_address_.take(request.peer());
}

void Doors::start() {
  live_.start();
  server_.start();
}

void Doors::drain(Millis limit) {
  server_.drain(limit);
  live_.stop();
}

void Doors::reload() {
  server_.reload_tls();
}

}  // namespace aproape::app
