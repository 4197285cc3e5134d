#!/bin/sh
# Makes the certificates of the TLS tests, for a hundred years. Needs openssl 3; run it in this folder.
set -eu

key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"; }

authority() {
  key "$1"
  openssl req -x509 -new -key "$1.key" -subj "/CN=memwire test $1" -days 36500 -out "$1.pem"
}

# A certificate of the authority "ca": name, subject alternative names, then how long it is valid.
certificate() {
  name=$1 names=$2
  shift 2
  key "$name"
  openssl req -new -key "$name.key" -subj "/CN=memwire test $name" -addext "subjectAltName=$names" -out "$name.csr"
  openssl ca -batch -notext -config ca.cnf -in "$name.csr" -out "$name.pem" "$@"
  rm "$name.csr"
}

cat >ca.cnf <<'END'
[ca]
default_ca = own
[own]
certificate = ca.pem
private_key = ca.key
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
END
: >index.txt

authority ca
authority stranger
certificate server 'DNS:localhost,IP:127.0.0.1' -days 36500
certificate client 'DNS:client' -days 36500
certificate expired 'DNS:localhost,IP:127.0.0.1' -startdate 20200101000000Z -enddate 20200201000000Z

# Nobody signs with these again.
rm -f ca.key stranger.key ca.cnf index.txt* [0-9A-F]*.pem
