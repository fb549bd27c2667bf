"""Real mail servers, each in a folder of its own on loopback ports, stopped by their own pids."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from harness.server import alive, wait_for


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def accepts(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


def stop_pid(pid):
    if pid and alive(pid):
        os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + 10
        while alive(pid) and time.monotonic() < end:
            time.sleep(0.05)
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


class Postfix:
    """Postfix that takes mail by SMTP and hands it to our LMTP door."""

    def __init__(self, lmtp_port, domain="informatiiconsulare.ro"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="aproape-postfix-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.config = self.folder / "etc"
        for name in ("etc", "queue", "data"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "data", "postfix", "postfix")
        self.log = self.folder / "log"
        (self.config / "main.cf").write_text(f"""
compatibility_level = 3.6
queue_directory = {self.folder}/queue
data_directory = {self.folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example.org
mydestination =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = {domain}
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:{lmtp_port}
smtpd_forbid_bare_newline = normalize
smtpd_forbid_bare_newline_exclusions =
smtpd_forbid_unauth_pipelining = yes
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
message_size_limit = 60000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
minimal_backoff_time = 2s
maximal_backoff_time = 4s
queue_run_delay = 2s
smtputf8_enable = yes
smtpd_peername_lookup = no
maillog_file = {self.log}
maillog_file_prefixes = {self.folder}
smtpd_client_connection_rate_limit = 0
""")
        (self.config / "master.cf").write_text(f"""
127.0.0.1:{self.port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
""")
        self.control("start")
        wait_for(lambda: accepts(self.port), 15, "Postfix")

    def control(self, word):
        subprocess.run(["postfix", "-c", str(self.config), word], check=True, timeout=30, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @property
    def ready(self):
        return {"smtp": f"127.0.0.1:{self.port}"}

    def address(self, _door):
        return "127.0.0.1", self.port

    def queue_length(self):
        listed = subprocess.run(["postqueue", "-c", str(self.config), "-j"], capture_output=True, timeout=30)
        return listed.stdout.count(b"\n")

    def flush(self):
        subprocess.run(["postqueue", "-c", str(self.config), "-f"], check=True, timeout=30)

    def stop(self):
        master = self.folder / "queue" / "pid" / "master.pid"
        pid = int(master.read_text()) if master.exists() else 0
        subprocess.run(["postfix", "-c", str(self.config), "stop"], capture_output=True, timeout=30)
        stop_pid(pid)
        shutil.rmtree(self.folder, ignore_errors=True)


class Dovecot:
    """An IMAP server with one mailbox, a Maildir that the test fills."""

    def __init__(self, login="consulat", password="o-parola-de-imap-1"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="aproape-dovecot-"))
        self.folder.chmod(0o755)
        self.port, self.login, self.password = free_port(), login, password
        self.maildir = self.folder / "mail" / login / "Maildir"
        for name in ("cur", "new", "tmp"):
            (self.maildir / name).mkdir(parents=True)
        (self.folder / "run").mkdir()
        subprocess.run(["chown", "-R", "mail:mail", str(self.folder / "mail")], check=True)
        self.config = self.folder / "dovecot.conf"
        self.config.write_text(f"""
protocols = imap
base_dir = {self.folder}/run
state_dir = {self.folder}/run
log_path = {self.folder}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = dovecot
default_login_user = dovenull
first_valid_uid = 1
mail_location = maildir:~/Maildir
listen = 127.0.0.1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={self.folder}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service stats {{
  chroot =
}}
""")
        self.process = subprocess.Popen(["dovecot", "-F", "-c", str(self.config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: accepts(self.port), 15, "Dovecot")
        self.count = 0

    def put(self, raw):
        """A message that arrives in the mailbox."""
        self.count += 1
        name = f"{int(time.time())}.{self.count}.test"
        path = self.maildir / "tmp" / name
        path.write_bytes(raw)
        shutil.chown(path, "mail", "mail")
        path.rename(self.maildir / "new" / name)

    def seen(self):
        """Messages that somebody marked as read."""
        return [p.name for p in (self.maildir / "cur").iterdir() if "S" in p.name.rpartition(":2,")[2]]

    def forget_uids(self):
        """UIDVALIDITY changes, as after a mailbox was restored elsewhere."""
        for name in self.maildir.glob("dovecot*"):
            name.unlink()

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


class Clamd:
    """ClamAV with one signature of our own: EICAR's, so that nothing is downloaded."""

    EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="aproape-clamd-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        (self.folder / "db").mkdir()
        import hashlib
        (self.folder / "db" / "own.hdb").write_text(f"{hashlib.md5(self.EICAR).hexdigest()}:{len(self.EICAR)}:Own.Eicar\n")
        self.config = self.folder / "clamd.conf"
        self.config.write_text(f"""
Foreground yes
DatabaseDirectory {self.folder}/db
TCPSocket {self.port}
TCPAddr 127.0.0.1
LogFile {self.folder}/log
User root
StreamMaxLength 60M
AlertExceedsMax yes
AlertEncryptedArchive yes
""")
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(["clamd", "-c", str(self.config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: accepts(self.port), 30, "clamd")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(20)
            self.process = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Rspamd:
    """rspamd with the stock settings and a name server of our own; asks nobody outside."""

    GTUBE = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"

    def __init__(self, dns_port):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="aproape-rspamd-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        local = self.folder / "local.d"
        for path in (local, self.folder / "override.d", self.folder / "db"):
            path.mkdir()
        shutil.chown(self.folder / "db", "_rspamd", "_rspamd")
        shutil.chown(self.folder, "_rspamd", "_rspamd")
        (local / "options.inc").write_text(f'dns {{ nameserver = ["127.0.0.1:{dns_port}:1"]; timeout = 1s; retransmits = 1; }}\nlocal_addrs = [];\n')
        (local / "worker-normal.inc").write_text(f'bind_socket = "127.0.0.1:{self.port}"; count = 1;\n')
        (local / "worker-controller.inc").write_text(f'bind_socket = "127.0.0.1:{free_port()}"; count = -1;\n')
        (local / "worker-proxy.inc").write_text(f'bind_socket = "127.0.0.1:{free_port()}"; count = -1;\n')
        for module in ("spf", "dkim", "dmarc", "arc"):
            (local / f"{module}.conf").write_text("check_local = true;\ncheck_authed = true;\n")
        for module in ("fuzzy_check", "rbl", "surbl", "asn", "phishing", "greylist", "ratelimit", "replies", "dkim_signing", "milter_headers",
                       "neural", "history_redis", "metadata_exporter", "url_redirector", "mx_check", "maillist"):
            (local / f"{module}.conf").write_text("enabled = false;\n")
        self.process = None
        self.start()

    def start(self):
        variables = [f"--var={name}={self.folder}{rest}" for name, rest in
                     (("LOCAL_CONFDIR", ""), ("DBDIR", "/db"), ("RUNDIR", "/db"), ("LOGDIR", "/db"))]
        self.process = subprocess.Popen(["rspamd", "-f", "-u", "_rspamd", "-g", "_rspamd", "-c", "/etc/rspamd/rspamd.conf", *variables],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: accepts(self.port), 60, "rspamd")

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
