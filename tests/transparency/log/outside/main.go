// Verifies a log with Go's own implementation of transparency logs, which shares no line with Clarion's.
//
// Usage: verify ADDRESS VERIFIER_KEY OLD_CHECKPOINT_FILE INDEX COMMITMENT
//
// Reads the checkpoint and the tiles of ADDRESS over HTTP, checks the signatures, that the old tree is the beginning of
// the new one, and that the leaf at INDEX holds COMMITMENT (hexadecimal). Prints the size of the tree.
package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func get(address string) []byte {
	answer, err := http.Get(address)
	check(err)
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	check(err)
	if answer.StatusCode != 200 {
		check(fmt.Errorf("%s: %s", address, answer.Status))
	}
	return content
}

func head(text []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	hash, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: hash}
}

type reader struct{ address string }

func (r reader) Height() int { return height }

func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		// Go's paths carry the height; those of C2SP do not.
		path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
		found = append(found, get(r.address+"/tile/"+path))
	}
	return found, nil
}

func (r reader) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	address := os.Args[1]
	verifier, err := note.NewVerifier(os.Args[2])
	check(err)
	before, err := os.ReadFile(os.Args[3])
	check(err)
	index, err := strconv.ParseInt(os.Args[4], 10, 64)
	check(err)
	entry, err := hex.DecodeString(os.Args[5])
	check(err)

	older := head(before, verifier)
	newer := head(get(address+"/checkpoint"), verifier)
	// The reader itself checks that the tiles are those of the signed root.
	hashes := tlog.TileHashReader(newer, reader{address})
	grown, err := tlog.ProveTree(newer.N, older.N, hashes)
	check(err)
	check(tlog.CheckTree(grown, newer.N, newer.Hash, older.N, older.Hash))
	leaf := tlog.RecordHash(entry)
	path, err := tlog.ProveRecord(newer.N, index, hashes)
	check(err)
	check(tlog.CheckRecord(path, newer.N, newer.Hash, index, leaf))

	bundle := get(fmt.Sprintf("%s/tile/entries/%s", address, place(index/256, newer.N)))
	for at, number := 0, index/256*256; at < len(bundle); number++ {
		length := int(bundle[at])<<8 | int(bundle[at+1])
		if number == index && !bytes.Equal(bundle[at+2:at+2+length], entry) {
			check(fmt.Errorf("entry %d is another", index))
		}
		at += 2 + length
	}
	fmt.Println(newer.N)
}

func place(tile int64, size int64) string {
	path := fmt.Sprintf("%03d", tile%1000)
	for rest := tile / 1000; rest > 0; rest /= 1000 {
		path = fmt.Sprintf("x%03d/%s", rest%1000, path)
	}
	if width := size - tile*256; width < 256 {
		path = fmt.Sprintf("%s.p/%d", path, width)
	}
	return path
}
