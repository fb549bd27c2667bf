"""Request Tracker 5 of Debian in a folder of its own: Starman with two workers on loopback, on a private PostgreSQL. Its
outgoing mail is written to a file of that folder."""
import base64
import http.client
import os
import pathlib
import shutil
import subprocess
import tempfile
import urllib.parse

from measure import cpu_seconds

from harness.engines import accepts, free_port, stop_pid
from harness.server import wait_for

PACKAGES = ["request-tracker5", "rt5-db-postgresql", "starman", "libdbd-pg-perl", "libjson-xs-perl"]
HOME = pathlib.Path("/usr/share/request-tracker5")
SETUP = "/usr/sbin/rt-setup-database-5"
WORKERS = 2


def install():
    """The packages, where they are missing; their own services are not started."""
    if pathlib.Path(SETUP).exists() and shutil.which("starman"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    subprocess.run(["debconf-set-selections"], input=b"request-tracker5 request-tracker5/dbconfig-install boolean false\n", check=True)
    subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES], check=True, env=quiet,
                   stdout=subprocess.DEVNULL)


class RequestTracker:
    """Made on the PostgreSQL that listens on `database_port` of loopback, whose superuser is `aproape`."""

    def __init__(self, database_port, database_pid):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="aproape-rt-"))
        self.port, self.database_pid = free_port(), database_pid
        for name in ("var", "mason", "sessions"):
            (self.folder / name).mkdir()
        config = self.folder / "RT_SiteConfig.pm"
        config.write_text(f"""
Set($rtname, 'bench');
Set($Organization, 'example.org');
Set($DatabaseType, 'Pg');
Set($DatabaseHost, '127.0.0.1');
Set($DatabasePort, '{database_port}');
Set($DatabaseUser, 'rt_user');
Set($DatabasePassword, 'rt_password');
Set($DatabaseName, 'rt5');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {self.port});
Set($WebPath, '');
Set($MailCommand, 'mbox');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
$RT::VarPath = '{self.folder}/var';
$RT::MasonDataDir = '{self.folder}/mason';
$RT::MasonSessionDir = '{self.folder}/sessions';
1;
""")
        rights = self.folder / "rights"
        rights.write_text("@ACL = map { { GroupDomain => 'SystemInternal', GroupType => 'Everyone', Right => $_ } }"
                          " qw(CreateTicket ReplyToTicket SeeQueue);\n1;\n")
        (self.folder / "empty.d").mkdir()
        self.environment = {**os.environ, "RT_SITE_CONFIG": str(config), "RT_SITE_CONFIG_DIR": str(self.folder / "empty.d")}
        self.setup("--action", "init", "--dba", "aproape", "--dba-password", "unused")
        self.setup("--action", "insert", "--datafile", str(rights), "--dba", "aproape", "--dba-password", "unused")
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(
                ["/usr/bin/perl", str(HOME / "libexec" / "rt-server"), "--server", "Starman", "--host", "127.0.0.1", "--port",
                 str(self.port), "--workers", str(WORKERS)], env=self.environment, stdout=log, stderr=log)
        try:
            wait_for(lambda: accepts(self.port), 180, "Request Tracker")
        except AssertionError:
            self.stop()
            raise

    def setup(self, *arguments):
        done = subprocess.run([SETUP, *arguments, "--force"], env=self.environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"rt-setup-database: {done.stdout[-1500:]}{done.stderr[-1500:]}")

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def deliver(self, connection, letter):
        """One mail through the mail gateway, as rt-mailgate hands it over, without the start of that process."""
        form = urllib.parse.urlencode({"queue": "General", "action": "correspond", "message": letter.raw})
        connection.request("POST", "/REST/1.0/NoAuth/mail-gateway", form, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse().read()
        if not answer.lstrip().startswith(b"ok"):
            raise RuntimeError(f"mail gateway: {answer[:500]!r}")

    def newest(self, connection):
        """The 50 newest tickets with three fields, by REST2."""
        query = urllib.parse.urlencode({"query": "Queue = 'General'", "orderby": "Created", "order": "DESC", "per_page": 50,
                                        "fields": "Subject,Status,Created"})
        login = base64.b64encode(b"root:password").decode()
        connection.request("GET", f"/REST/2.0/tickets?{query}", headers={"Authorization": f"Basic {login}"})
        reply = connection.getresponse()
        body = reply.read()
        if reply.status != 200:
            raise RuntimeError(f"REST2: {reply.status} {body[:500]!r}")
        return body

    def cpu(self):
        """Seconds of its processes and of its database."""
        return cpu_seconds(self.process.pid) + cpu_seconds(self.database_pid)

    def stop(self):
        stop_pid(self.process.pid)
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)
