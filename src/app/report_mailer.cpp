#include "app/report_mailer.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/reports/documents.hpp"
#include "domain/reports/report_day.hpp"
#include "domain/reports/schedule.hpp"
#include "render/pdf.hpp"
#include "render/xlsx.hpp"

namespace aproape::app {

void send_report(Domain& domain, mail::MailChannel& mail, const db::Job& job) {
  db::Database& database = *domain.base.database;
  const json::Value payload = json::parse(job.payload);
  const auto id = parse<reports::ScheduleId>(payload.get_string("schedule"));
  const auto from = reports::day_of(payload.get_string("from"));
  const auto to = reports::day_of(payload.get_string("to"));
  if (!id || !from || !to) throw Error(ErrorKind::internal, "report.job_payload");
  const auto schedule = database.read([&](db::Tx& tx) { return domain.schedules.find(tx, *id); });
  const auto at = static_cast<std::size_t>(payload.get_int("recipient"));
  if (!schedule || at >= schedule->recipients.size()) return;  // taken back meanwhile
  if (!domain.base.access->active(schedule->account)) return;
  const access::Scope scope = domain.base.access->scope(schedule->account);
  if (!scope.may("report.read")) return;
  const auto directory = domain.base.network->directory();
  const bool morning = schedule->content == "morning";
  const render::Document document = database.read([&](db::Tx& tx) {
    if (morning) return reports::morning_page(tx, domain.reports, scope, *directory, *to, schedule->language);
    return reports::period_report(tx, domain.reports, scope, *directory, *from, *to, "", schedule->language);
  });
  const bool pdf = schedule->format == "pdf";
  mail::Notice notice;
  notice.to = schedule->recipients[at];
  notice.subject = document.title + ", " + reports::to_text(*to);
  notice.text = document.title + "\n" + document.subtitle + "\n" + document.footer + "\n";
  notice.file_name = "aproape-" + reports::to_text(*to) + (pdf ? ".pdf" : ".xlsx");
  notice.file_type =
      pdf ? "application/pdf" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  notice.file = pdf ? render::to_pdf(document, morning)
                    : render::to_xlsx(document, std::filesystem::temp_directory_path());
  notice.reference = "report." + payload.get_string("key");
  std::replace(notice.reference.begin(), notice.reference.end(), '/', '.');
  notice.date = database.clock().now();
  if (const auto delivery = mail.send(notice); delivery.outcome != messages::Delivery::Outcome::sent)
    throw Error(ErrorKind::unavailable, "report.not_sent", delivery.reason);
}

}  // namespace aproape::app
