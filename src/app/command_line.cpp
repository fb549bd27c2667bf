#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/node_number.hpp"
#include "base/log.hpp"
#include "base/nearest.hpp"

namespace aproape::app {
namespace {

// The commands, their options, and the one that was chosen.
class CommandLine {
 public:
  CommandLine()
      : app_("Aproape: the single contact and support centre of Romanian citizens abroad", "aproape") {
    app_.require_subcommand(1);
    app_.option_defaults()->always_capture_default(false);
    app_.add_option("--config", globals_.config_file, "settings file (aproape.toml where it exists)");
    app_.add_option("--set", globals_.settings, "one setting, key=value; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app_.set_version_flag("--version", "aproape 0.1.0");
    add_serving();
    add_accounts();
    add_data();
    add_tools();
    for_each(app_, [](CLI::App& command) { command.fallthrough(); });
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return tell(error);
    }
    return chosen_();
  }

 private:
  CLI::App* command(CLI::App& parent, const std::string& name, const std::string& description,
                    std::function<int()> work) {
    CLI::App* made = parent.add_subcommand(name, description);
    made->callback([this, work = std::move(work)] { chosen_ = work; });
    return made;
  }

  void add_serving() {
    CLI::App* made = command(app_, "serve", "start the program: supervisor and roles",
                             [this] { return app::serve(globals_, serve_); });
    made->add_option("--ready-file", serve_.ready_file,
                     "written when all doors are open, removed at the end");
    made = command(app_, "role", "", [this] { return app::run_role(globals_, role_); });
    made->group("");  // for the supervisor
    made->add_option("role", role_.role)->required();
    made->add_option("--decode-socket,--socket", role_.decode_socket);
    made->add_option("--voice-socket", role_.voice_socket);
    made->add_option("--report-fd", role_.report_fd);
    made = command(app_, "addresses", "print the doors and the demonstration accounts of a running program",
                   [this] { return app::addresses(globals_, serve_.ready_file, desk_file_); });
    made->add_option("--ready-file", serve_.ready_file)->required();
    made->add_option("--desk-file", desk_file_, "gets a line LOGIN PASSWORD for each who answers citizens");
  }

  void add_accounts() {
    CLI::App* user = app_.add_subcommand("user", "accounts of staff");
    user->require_subcommand(1);
    CLI::App* made = command(*user, "add", "add an account; prints {\"id\",\"login\"}",
                             [this] { return app::user_add(globals_, user_); });
    made->add_option("--login", user_.login, "name to sign in with")->required();
    made->add_option(
            "--role", user_.role,
            "operator, officer, consul, head, supervisor, central, registrar, editor, dpo, auditor, admin")
        ->required();
    made->add_option("--mission", user_.mission, "code of a mission, or all");
    made->add_option("--name", user_.name, "the person's name");
    made->add_flag("--password-stdin", password_stdin_, "the password is the first line of standard input")
        ->required();
    CLI::App* token = app_.add_subcommand("token", "tokens for machines");
    token->require_subcommand(1);
    made = command(*token, "create", "print a new bearer token of an account",
                   [this] { return app::token_create(globals_, login_); });
    made->add_option("--user", login_, "login")->required();
  }

  void add_data() {
    command(app_, "migrate", "bring the database up to date", [this] { return app::migrate(globals_); });
    CLI::App* made =
        command(app_, "import", "read a CSV file of accounts, units, competences, categories or holidays",
                [this] { return app::import_csv(globals_, kind_, path_, dry_run_); });
    made->add_option("kind", kind_)->required();
    made->add_option("file", path_)->required();
    made->add_flag("--dry-run", dry_run_, "only tell what would change");
    made = command(app_, "export", "print one of these tables as CSV",
                   [this] { return app::export_csv(globals_, kind_); });
    made->add_option("kind", kind_)->required();
    made = command(app_, "backup", "copy database and files into a new folder, while the program runs",
                   [this] { return app::backup(globals_, path_); });
    made->add_option("folder", path_)->required();
    made = command(app_, "restore", "bring a backup into an empty database and data folder",
                   [this] { return app::restore(globals_, path_); });
    made->add_option("folder", path_)->required();
    command(app_, "verify", "check stored files and the audit chain",
            [this] { return app::verify(globals_); });
    CLI::App* reports = app_.add_subcommand("reports", "the figures of the reports");
    reports->require_subcommand(1);
    command(*reports, "rebuild", "count all cases anew", [this] { return app::rebuild_reports(globals_); });
    command(app_, "doctor", "check settings, folders, database, ports and engines",
            [this] { return app::doctor(globals_); });
    made = command(app_, "config", "print a settings file with every key, its default and its meaning",
                   [] { return app::sample_config(); });
  }

  void add_tools() {
    CLI::App* mail = app_.add_subcommand("mail", "tools for mails");
    mail->require_subcommand(1);
    CLI::App* made = command(*mail, "parse", "print one JSON object a line for each file",
                             [this] { return app::mail_parse(files_); });
    made->add_option("file", files_)->required();
    command(app_, "classify",
            "read JSON lines {\"id\",\"subject\",\"text\"} from standard input; print what each is about",
            [] { return app::classify(); });
    CLI::App* models =
        app_.add_subcommand("classifier", "the classifier's models: learning from corrections");
    models->require_subcommand(1);
    for (const auto& [name, description] :
         {std::pair{"status", "print the model in force and those that were trained"},
          std::pair{"retrain", "learn from corrections; print what would change"},
          std::pair{"switch", "put the newest trained model in force"},
          std::pair{"back", "put the model before it in force again"}}) {
      command(*models, name, description,
              [this, name = std::string(name)] { return app::classifier(globals_, name); });
    }
    made = command(app_, "simulate", "play the outside world: simulate mail, desk, check, pilot …",
                   [this] { return app::simulate(files_); });
    made->prefix_command();
  }

  static void for_each(CLI::App& parent, const std::function<void(CLI::App&)>& work) {
    for (CLI::App* child : parent.get_subcommands([](CLI::App*) { return true; })) {
      work(*child);
      for_each(*child, work);
    }
  }

  // Help is no error; everything else is told with the nearest right word.
  int tell(const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app_.exit(error);
    std::fprintf(stderr, "aproape: %s\n", error.what());
    std::vector<std::string> words;
    const auto collect = [&](const CLI::App& command) {
      for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
      }
    };
    collect(app_);
    for_each(app_, [&](CLI::App& command) {
      if (!command.get_group().empty()) words.push_back(command.get_name());
      collect(command);
    });
    for (const std::string& extra : app_.remaining(true)) {
      const std::string near = nearest(extra.substr(0, extra.find('=')), words);
      if (!near.empty()) std::fprintf(stderr, "aproape: did you mean %s?\n", near.c_str());
    }
    std::fputs("aproape --help tells all commands.\n", stderr);
    return static_cast<int>(ExitCode::usage);
  }

  CLI::App app_;
  Globals globals_;
  ServeOptions serve_;
  RoleOptions role_;
  UserAddOptions user_;
  std::string login_;
  std::string kind_;
  std::string path_;
  std::vector<std::string> files_;
  std::string desk_file_;
  bool dry_run_ = false;
  bool password_stdin_ = false;
  std::function<int()> chosen_;
};

}  // namespace

int run_command_line(int argc, char** argv) {
  // The simulator is a program of its own with its own options.
  if (argc >= 2 && std::string_view(argv[1]) == "simulate") return simulate({argv + 2, argv + argc});
  try {
    NodeNumber::draw_by_lot();
    return CommandLine().run(argc, argv);
  } catch (const Error& error) {
    std::fprintf(stderr, "aproape: %s\n", error.what());
    return static_cast<int>(exit_code(error));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "aproape: %s\n", error.what());
    return static_cast<int>(ExitCode::failure);
  }
}

}  // namespace aproape::app
