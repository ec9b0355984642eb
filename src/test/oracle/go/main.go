// Verifies a tlog-proof with libraries that share no code with Counterfoil: transparency-dev for
// checkpoints, cosignatures and inclusion, x/mod for signed notes.
//
// usage: oracle PROOF POLICY LEAF   (files, and the leaf hash in base64)
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/transparency-dev/formats/log"
	cosignature "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

type group struct {
	threshold int
	members   []string
}

type policy struct {
	logs      []note.Verifier
	witnesses map[string]note.Verifier
	groups    map[string]group
	quorum    string
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: oracle PROOF POLICY LEAF")
		os.Exit(2)
	}
	size, err := run(os.Args[1], os.Args[2], os.Args[3])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("proven under a checkpoint of %d leaves\n", size)
}

func run(proofFile, policyFile, leaf string) (uint64, error) {
	policyText, err := os.ReadFile(policyFile)
	if err != nil {
		return 0, err
	}
	trusted, err := parsePolicy(string(policyText))
	if err != nil {
		return 0, err
	}
	leafHash, err := base64.StdEncoding.DecodeString(leaf)
	if err != nil {
		return 0, err
	}
	file, err := os.ReadFile(proofFile)
	if err != nil {
		return 0, err
	}
	head, checkpoint, found := strings.Cut(string(file), "\n\n")
	if !found {
		return 0, errors.New("the proof has no checkpoint")
	}
	index, path, err := parseHead(head)
	if err != nil {
		return 0, err
	}
	tree, err := trusted.check([]byte(checkpoint))
	if err != nil {
		return 0, err
	}
	return tree.Size, proof.VerifyInclusion(rfc6962.DefaultHasher, index, tree.Size, leafHash, path, tree.Hash)
}

func parseHead(head string) (uint64, [][]byte, error) {
	lines := strings.Split(head, "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		return 0, nil, errors.New("not a tlog-proof")
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return 0, nil, errors.New("the proof has no index")
	}
	index, err := strconv.ParseUint(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return 0, nil, err
	}
	var path [][]byte
	for _, line := range lines[1:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(hash) != sha256.Size {
			return 0, nil, fmt.Errorf("not a hash: %q", line)
		}
		path = append(path, hash)
	}
	return index, path, nil
}

func parsePolicy(text string) (*policy, error) {
	p := &policy{witnesses: map[string]note.Verifier{}, groups: map[string]group{}}
	for _, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if err := p.add(words); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
	}
	return p, nil
}

func (p *policy) add(words []string) error {
	switch words[0] {
	case "log":
		verifier, err := verifier(words[1])
		if err != nil {
			return err
		}
		p.logs = append(p.logs, verifier)
	case "witness":
		verifier, err := verifier(words[2])
		if err != nil {
			return err
		}
		p.witnesses[words[1]] = verifier
	case "group":
		members := words[3:]
		threshold := len(members)
		if words[2] == "any" {
			threshold = 1
		} else if words[2] != "all" {
			var err error
			if threshold, err = strconv.Atoi(words[2]); err != nil {
				return err
			}
		}
		p.groups[words[1]] = group{threshold, members}
	case "quorum":
		p.quorum = words[1]
	default:
		return errors.New("unknown line")
	}
	return nil
}

// The log's Ed25519 key signs the note itself; every other key is one of timestamped cosignatures.
func verifier(vkey string) (note.Verifier, error) {
	if plain, err := note.NewVerifier(vkey); err == nil {
		return plain, nil
	}
	return cosignature.NewVerifierForCosignatureV1(vkey)
}

func (p *policy) check(checkpoint []byte) (*log.Checkpoint, error) {
	for _, verifier := range p.logs {
		if _, err := note.Open(checkpoint, note.VerifierList(verifier)); err != nil {
			return nil, fmt.Errorf("log key %s: %w", verifier.Name(), err)
		}
	}
	signed := map[string]bool{}
	for name, verifier := range p.witnesses {
		if _, err := note.Open(checkpoint, note.VerifierList(verifier)); err == nil {
			signed[name] = true
		}
	}
	if !p.isMet(p.quorum, signed) {
		return nil, fmt.Errorf("the quorum is not met: %d keys signed", len(signed))
	}
	var tree log.Checkpoint
	text, _, _ := strings.Cut(string(checkpoint), "\n\n")
	if _, err := tree.Unmarshal([]byte(text + "\n")); err != nil {
		return nil, err
	}
	if tree.Origin != p.logs[0].Name() {
		return nil, errors.New("the checkpoint is of another log")
	}
	return &tree, nil
}

func (p *policy) isMet(name string, signed map[string]bool) bool {
	g, isGroup := p.groups[name]
	if !isGroup {
		return signed[name]
	}
	count := 0
	for _, member := range g.members {
		if p.isMet(member, signed) {
			count++
		}
	}
	return count >= g.threshold
}
